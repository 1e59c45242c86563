import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './fault.js';
import { sentinelFault } from './sentinel.fault.js';

/** Nothing can be promised while there is one server: what is written waits for the replica, and is 503 without it. */
export const REPLICA_FAULTS: readonly Fault[] = [
  sentinelFault('replica-killed', async ({ begun, forMs }, topology) => {
    const replica = topology.other(await topology.master());
    begun(`replica ${replica.port}`);
    await replica.kill('SIGKILL');
    await pause(forMs);
    await replica.restart();
  }),
  sentinelFault('replica-frozen', async ({ begun, forMs }, topology) => {
    const replica = topology.other(await topology.master());
    begun(`replica ${replica.port}`);
    replica.pause();
    await pause(forMs);
    replica.resume();
  }),
];
