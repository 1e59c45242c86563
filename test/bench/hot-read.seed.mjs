import { applyObservation, newRecord } from '#libs/jobs';
import { Store } from '#libs/store';
import { locationOf } from './redis.location.mjs';

const AT_ONCE = 1_000;
const HOUR_MS = 3_600_000;

/**
 * Tracks running jobs as a worker leaves them after a look: fresh, with the next look an hour away.
 * @returns {Promise<{id: string}>} one of them
 */
export async function seedJobs(redisUrl, prefix, connection, count) {
  const store = Store.connect(locationOf(redisUrl), prefix);
  // The list asks whether somebody looks after the connection.
  await store.board.own(connection, 'bench', HOUR_MS);
  const at = Date.now();
  const jobs = Array.from({ length: count }, (_, index) => observedJob(connection, index, at));
  for (let start = 0; start < count; start += AT_ONCE) {
    await Promise.all(jobs.slice(start, start + AT_ONCE).map((revised) => store.jobs.commit({ base: null, revised })));
  }
  await store.close();
  return { id: jobs[0].record.id };
}

function observedJob(connection, index, at) {
  const key = `${index.toString(16).padStart(8, '0')}a8de4c1d90e35f6a1b2c0001`;
  const seen = {
    state: 'running',
    upstreamState: 'RUNNING',
    rule: 'status RUNNING means running',
    operation: 'imsImportImageJob',
    progress: { percent: index % 100, done: null, total: null, unit: null, estimatedEndAt: null },
    startedAt: at - HOUR_MS,
  };
  const tracked = newRecord({ connection, key, provider: 'otc-ims', kind: 'run', trackedAt: at - index });
  const revised = applyObservation(tracked, seen, { at, source: 'poll', retentionMs: HOUR_MS });
  revised.record.check = { intervalMs: HOUR_MS, reason: 'old: as seldom as the connection allows' };
  revised.record.observation.nextCheckAt = at + HOUR_MS;
  return revised;
}
