import { setTimeout as pause } from 'node:timers/promises';

const PANEL = 1_000;
const LOOK_EVERY_MS = 500;

/**
 * Watches a part of the jobs for `seconds` and tells how long after its due time each of their refreshes came: the time
 * of the answer, less the check time that the refresh before it had set. The worker's interval must be longer than half
 * a second, or refreshes are missed.
 * @returns {Promise<number[]>} milliseconds; below zero never
 */
export async function watchLateness(store, jobs, seconds) {
  const step = Math.max(1, Math.floor(jobs.length / PANEL));
  const panel = jobs.filter((_, index) => index % step === 0);
  const late = [];
  const endsAt = performance.now() + seconds * 1000;
  for (let before = await store.jobs.readMany(panel); performance.now() < endsAt;) {
    await pause(LOOK_EVERY_MS);
    const after = await store.jobs.readMany(panel);
    for (const [index, now] of after.entries()) {
      const last = before[index];
      const [due, seen] = [last?.record.observation.nextCheckAt, now?.record.observation.attemptedAt];
      const isSeenAnew = seen != null && due != null && seen !== last.record.observation.attemptedAt;
      if (isSeenAnew) late.push(seen - due);
    }
    before = after;
  }
  return late;
}
