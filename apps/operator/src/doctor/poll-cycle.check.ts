import { areSweepsScheduled, RequestQueues, scheduleSweeps } from '#libs/requests';
import { connectRedis } from '#libs/store';
import type { Check, Finding } from './finding.js';

/** Finds connections in the care of a worker for which no sweep is scheduled, and schedules them where the operator wants so. */
export const checkSweeps: Check = async ({ configuration, store, options }) => {
  const queues = new RequestQueues({
    connect: () => connectRedis(configuration.redis.server, { for: 'callers' }),
    prefix: (connection) => store.keys.queuePrefix(connection),
  });
  const findings: Finding[] = [];
  try {
    for (const { name } of configuration.connections) {
      // The worker that acquires the lease of a connection schedules its poll cycles.
      if ((await store.board.owner(name)) === null) continue;
      if (await areSweepsScheduled(queues.of(name), Date.now())) continue;
      if (options.repair) await scheduleSweeps(queues.of(name));
      findings.push(findingOf(name, options.repair === true));
    }
  } finally {
    await queues.close();
  }
  return findings;
};

function findingOf(name: string, isRepaired: boolean): Finding {
  const detail = `${name}: a worker has it in care, and no sweep was scheduled`;
  return isRepaired
    ? { verdict: 'ok', subject: 'sweeps', detail: `${detail}: put right` }
    : { verdict: 'fault', subject: 'sweeps', detail: `${detail}: put it right with --repair` };
}
