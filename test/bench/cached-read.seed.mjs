import { applyObservation, newRecord } from '#libs/jobs';
import { Store } from '#libs/store';
import { locationOf } from './redis.location.mjs';

const AT_ONCE = 1_000;
const HOUR_MS = 3_600_000;
/** With which the keys of the jobs begin. */
const NUMBER_DIGITS = 8;

/**
 * Tracks running jobs as a worker leaves them after a poll: fresh, with the next poll an hour away.
 * @param {object} [said] what the upstream says of each besides
 * @returns {Promise<{id: string}>} one of them
 */
export async function seedJobs(redisUrl, prefix, connection, count, said = {}) {
  const store = Store.connect(locationOf(redisUrl), prefix);
  // The list asks whether a worker runs the connection.
  await store.leases.hold([connection], 'bench', HOUR_MS);
  const at = Date.now();
  for (let start = 0; start < count; start += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, index) =>
      observedJob(connection, start + index, at, said),
    );
    await Promise.all(some.map((revised) => store.jobs.commit({ base: null, revised })));
  }
  await store.close();
  return { id: observedJob(connection, 0, at).record.id };
}

/** The id of the job with another number. */
export function numberedId(id, number) {
  const start = id.indexOf('~') + 1;
  return id.slice(0, start) + number.toString(16).padStart(NUMBER_DIGITS, '0') + id.slice(start + NUMBER_DIGITS);
}

/** What a load generator has to know to ask for so many of them in turn. */
export function jobsInTurn(id, count) {
  const start = `/jobs/${id}`.indexOf('~') + 1;
  return { count, before: `/jobs/${id}`.slice(0, start), behind: `/jobs/${id}`.slice(start + NUMBER_DIGITS) };
}

function observedJob(connection, index, at, said = {}) {
  const key = `${index.toString(16).padStart(NUMBER_DIGITS, '0')}a8de4c1d90e35f6a1b2c0001`;
  const seen = {
    state: 'running',
    upstreamState: 'RUNNING',
    rule: 'status RUNNING means running',
    operation: 'imsImportImageJob',
    progress: { percent: index % 100, done: null, total: null, unit: null, estimatedEndAt: null },
    startedAt: at - HOUR_MS,
    ...said,
  };
  const tracked = newRecord({ connection, key, provider: 'otc-ims', kind: 'run', trackedAt: at - index });
  // Every job changed at another time, the first one last.
  const revised = applyObservation(tracked, seen, { at: at - index, source: 'poll', retentionMs: HOUR_MS });
  revised.record.check = { intervalMs: HOUR_MS, reason: 'old: as seldom as the connection allows' };
  revised.record.observation.nextCheckAt = at + HOUR_MS;
  return revised;
}
