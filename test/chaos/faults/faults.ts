import { clockFaults } from './clock.faults.js';
import { CONFIGURATION_FAULTS } from './configuration.faults.js';
import { CONNECTION_FAULTS } from './connection.faults.js';
import type { Fault } from './fault.js';
import { PROCESS_FAULTS } from './process.faults.js';
import { RECEIVER_FAULTS } from './receiver.faults.js';
import { REDIS_FAULTS } from './redis.faults.js';
import type { TopologyName } from '../topologies/topology.js';
import { UPSTREAM_FAULTS } from './upstream.faults.js';

/** All that may happen where Redis is run so. */
export function faultsFor(topology: TopologyName): Fault[] {
  const all = [
    ...PROCESS_FAULTS,
    ...REDIS_FAULTS,
    ...UPSTREAM_FAULTS,
    ...CONFIGURATION_FAULTS,
    ...CONNECTION_FAULTS,
    ...RECEIVER_FAULTS,
    ...clockFaults(),
  ];
  return all.filter(({ topologies }) => topologies === undefined || topologies.includes(topology));
}
