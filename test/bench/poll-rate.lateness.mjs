import { setTimeout as pause } from 'node:timers/promises';
import { valueBelow } from './bench.bars.mjs';
import { quantile } from './bench.report.mjs';
import { trackJobs } from './poll-rate.seed.mjs';

const BUDGET_SHARE = 0.5;
const LEAST_INTERVAL_MS = 1_000;
/** Boot of a worker, until it polls the first job. */
const HEAD_START_MS = 3_000;
const LONGEST_CATCH_UP_MS = 120_000;
const CATCH_UP_CHECK_MS = 200;
const OPEN_SHARE = 0.005;
const WATCH_SECONDS = 10;
const PANEL = 4_000;
const SAMPLE_EVERY_MS = 500;
const MOST_LATE_MS = 1_000;

/**
 * How late polls are while all jobs are in flight, and fall due half as often as the worker could poll them. Measured
 * after every job has been polled once.
 */
export async function measureLateness(scene, perSecond, report) {
  const { jobs, store } = scene;
  const intervalMs = Math.max(LEAST_INTERVAL_MS, Math.round((jobs.length / perSecond / BUDGET_SHARE) * 1000));
  await trackJobs(store, jobs, Date.now() + HEAD_START_MS, intervalMs);
  const worker = await scene.startWorker(intervalMs);
  await pause(intervalMs);
  await caughtUp(store, jobs);
  const late = await watchLateness(store, jobs, WATCH_SECONDS);
  report.figure('time between two polls of a job, for the lateness', 'ms', [intervalMs]);
  report.figure('lateness p50 at half of the rate', 'ms', [quantile(late, 0.5)]);
  report.figure('lateness p99 at half of the rate', 'ms', [quantile(late, 0.99)], valueBelow(MOST_LATE_MS));
  report.figure('polls seen for it', 'polls', [late.length]);
  await worker.stop();
  await scene.clear();
}

/**
 * Waits until next to nothing is due: what fell due before the worker was up is late by its boot, and at half of its rate
 * that takes as long again to be made up for.
 */
export async function caughtUp(store, jobs) {
  const connections = [...new Set(jobs.map(({ connection }) => connection))];
  const until = Date.now() + LONGEST_CATCH_UP_MS;
  for (let due = Infinity; due > jobs.length * OPEN_SHARE && Date.now() < until; await pause(CATCH_UP_CHECK_MS)) {
    const depths = await Promise.all(connections.map((name) => store.schedule.depth(name, Date.now())));
    due = depths.reduce((sum, depth) => sum + depth.due, 0);
  }
}

/**
 * Watches a part of the jobs for `seconds` and returns how long after its due time each of their polls came: the time of
 * the answer, less the check time that the poll before it had set. The worker's interval must be longer than half a
 * second, or polls are missed.
 * @returns {Promise<number[]>} milliseconds; below zero never
 */
export async function watchLateness(store, jobs, seconds) {
  const step = Math.max(1, Math.floor(jobs.length / PANEL));
  const panel = jobs.filter((_, index) => index % step === 0);
  const late = [];
  const endsAt = performance.now() + seconds * 1000;
  for (let before = await store.jobs.readMany(panel); performance.now() < endsAt;) {
    await pause(SAMPLE_EVERY_MS);
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
