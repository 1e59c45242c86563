import { arePollCyclesScheduled, QueueInspection, schedulePollCycles } from '#libs/requests';
import { connectRedis } from '#libs/store';
import type { Check, Finding } from './finding.js';

/** Finds workers for which no poll cycle is scheduled, and schedules it where the operator wants so. */
export const checkPollCycles: Check = async ({ configuration, store, options }) => {
  const queues = new QueueInspection({
    connect: () => connectRedis(configuration.redis.server, { for: 'callers' }),
    store,
  });
  const findings: Finding[] = [];
  try {
    // Workers of an earlier version have a schedule for each connection, and put it right by themselves.
    const workers = (await store.formats.peek('ownership')) > 1 ? await store.heartbeats.alive() : [];
    for (const worker of workers) {
      const commands = queues.ofWorkers([worker]).filter(({ queue }) => queue.name === 'commands');
      for (const { name, queue } of commands) {
        if (await arePollCyclesScheduled(queue, Date.now())) continue;
        if (options.repair) await schedulePollCycles(queue);
        findings.push(findingOf(name, options.repair === true));
      }
    }
  } finally {
    await queues.close();
  }
  return findings;
};

function findingOf(worker: string, isRepaired: boolean): Finding {
  const detail = `${worker}: the worker is alive, and no poll cycle was scheduled`;
  return isRepaired
    ? { verdict: 'ok', subject: 'poll cycles', detail: `${detail}: put right` }
    : { verdict: 'fault', subject: 'poll cycles', detail: `${detail}: put it right with --repair` };
}
