import { setTimeout as pause } from 'node:timers/promises';
import type { KeyName } from '../../stage/index.js';
import type { Fault } from './fault.js';

/** Owns no webhook. */
const WITHDRAWN: KeyName = 'tracker';
/** Files are looked at every second, and taken up when two looks agree. */
const NOTICED_AFTER_MS = 2_500;

export const CONFIGURATION_FAULTS: readonly Fault[] = [
  {
    name: 'key-withdrawn',
    play: ({ scene, forMs, begun }) =>
      scene.oneAtATime(WITHDRAWN, async () => {
        begun(WITHDRAWN);
        const key = scene.configuration.access.keys.find(({ name }) => name === WITHDRAWN)!;
        scene.reconfigure(({ access }) => (access.keys = access.keys.filter((one) => one !== key)));
        await pause(NOTICED_AFTER_MS + forMs);
        scene.reconfigure(({ access }) => access.keys.push(key));
        await pause(NOTICED_AFTER_MS);
      }),
  },
  {
    name: 'rights-narrowed',
    play: ({ scene, forMs, begun }) =>
      scene.oneAtATime(WITHDRAWN, async () => {
        begun(WITHDRAWN);
        const change = (scopes: string[]) =>
          scene.reconfigure(({ access }) => (access.keys.find(({ name }) => name === WITHDRAWN)!.scopes = scopes));
        change(['jobs:read']);
        await pause(NOTICED_AFTER_MS + forMs);
        change(['jobs:read', 'jobs:track']);
        await pause(NOTICED_AFTER_MS);
      }),
  },
  {
    name: 'connection-changed',
    play: async ({ scene, random, forMs, begun }) => {
      const connection = random.pick(scene.configuration.connections);
      begun(connection.name);
      const { limits } = connection;
      scene.reconfigure(() => (connection.limits = { ...limits, concurrency: 2 }));
      await pause(NOTICED_AFTER_MS + forMs);
      scene.reconfigure(() => (connection.limits = limits));
      await pause(NOTICED_AFTER_MS);
    },
  },
];
