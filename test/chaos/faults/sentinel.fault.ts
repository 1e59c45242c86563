import type { SentinelTopology } from '../topologies/sentinel.topology.js';
import type { Fault, Strike } from './fault.js';

/** One where Redis is a master, a replica, and sentinels; over when the replica follows again. */
export function sentinelFault(
  name: string,
  play: (strike: Strike, topology: SentinelTopology) => Promise<void>,
): Fault {
  return {
    ...{ name, topologies: ['sentinel'] },
    play: async (strike) => {
      const { topology } = strike.scene;
      if (topology.name !== 'sentinel') throw new Error(`${name} needs sentinels`);
      await play(strike, topology);
      await topology.whole();
    },
  };
}
