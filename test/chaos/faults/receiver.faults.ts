import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './fault.js';

export const RECEIVER_FAULTS: readonly Fault[] = [
  {
    name: 'receiver-away',
    play: async ({ receivers, chance, forMs, begun }) => {
      const receiver = chance.pick(receivers);
      begun(receiver.name);
      receiver.isAway = true;
      await pause(forMs);
      receiver.isAway = false;
    },
  },
];
