import { setTimeout as pause } from 'node:timers/promises';
import { setEnabled } from '../clients/subscribing.client.js';
import type { Fault } from './fault.js';

export const RECEIVER_FAULTS: readonly Fault[] = [
  {
    name: 'receiver-away',
    play: async ({ receivers, random, forMs, begun }) => {
      const receiver = random.pick(receivers);
      begun(receiver.name);
      receiver.isAway = true;
      await pause(forMs);
      receiver.isAway = false;
    },
  },
  {
    name: 'subscription-paused',
    play: async ({ receivers, random, forMs, begun }) => {
      const receiver = random.pick(receivers.filter(({ subscription }) => subscription !== null));
      begun(receiver.name);
      await setEnabled(receiver, false);
      await pause(forMs);
      await setEnabled(receiver, true);
    },
  },
];
