import { setTimeout as pause } from 'node:timers/promises';
import { ratioAtMost, valueBelow } from './bench.bars.mjs';
import { quantile } from './bench.report.mjs';
import { FleetScene } from './fleet.scene.mjs';
import { caughtUp, watchLateness } from './poll-rate.lateness.mjs';
import { trackJobs } from './poll-rate.seed.mjs';

const FEW = 10;
const MOST_LATE_MS = 1_000;
const MOST_TIMES_FEW = 1.3;
/** After the first polls, which write more than others. */
const WARM_ROUNDS = 1.5;

/** The same jobs on many connections and on few: how late they are polled, and what the worker needs for it. */
export async function measureWork({ stage, options, upstream, report, reference }) {
  const { connections, jobsEach, intervalMs } = options;
  const total = connections * jobsEach;
  const many = await workOf(stage, { connections, jobsEach, ...options }, upstream);
  const few = await workOf(stage, fewOf(options), upstream);
  const other = reference && (await workOf(stage, { ...fewOf(options), build: reference }, upstream));
  const title = `${connections} connections of ${jobsEach} jobs, polled every ${intervalMs / 1000} s`;
  report.figure(`${title}: lateness p50`, 'ms', [quantile(many.late, 0.5)]);
  report.figure(`${title}: lateness p99`, 'ms', [quantile(many.late, 0.99)], valueBelow(MOST_LATE_MS));
  const against = `${FEW} connections of ${total / FEW}`;
  const [worker, redis] = [`${title}: processor time of the worker`, `${title}: processor time of Redis`];
  report.ratio(worker, 'cores', [many.cores], against, [few.cores], ratioAtMost(MOST_TIMES_FEW));
  report.ratio(redis, 'cores', [many.redisCores], against, [few.redisCores]);
  if (!other) return;
  report.ratio(
    worker,
    'cores',
    [many.cores],
    `${against}, the other build`,
    [other.cores],
    ratioAtMost(MOST_TIMES_FEW),
  );
  report.ratio(redis, 'cores', [many.redisCores], `${against}, the other build`, [other.redisCores]);
}

/** The same jobs on few connections. */
function fewOf({ connections, jobsEach, ...options }) {
  return { ...options, connections: FEW, jobsEach: (connections * jobsEach) / FEW };
}

async function workOf(stage, { connections, jobsEach, intervalMs, seconds, concurrency, build }, upstream) {
  const most = Math.max(4, (concurrency * FEW) / connections);
  const settings = { connections, build, refreshMs: intervalMs, concurrency: most };
  const scene = new FleetScene(stage, settings, upstream);
  try {
    await scene.start();
    const jobs = await trackFleet(scene, jobsEach, intervalMs);
    await pause(intervalMs);
    await caughtUp(scene.store, jobs);
    await pause(intervalMs * WARM_ROUNDS);
    const [redisBefore, clockBefore, startedAt] = [await scene.redisFigures(), scene.worker.clock(), performance.now()];
    const late = await watchLateness(scene.store, jobs, seconds);
    const [redis, clock] = [await scene.redisFigures(), scene.worker.clock()];
    const elapsed = (performance.now() - startedAt) * 1000;
    return {
      late,
      cores: (clock - clockBefore) / elapsed,
      redisCores: (redis.clock - redisBefore.clock) / elapsed,
    };
  } finally {
    await scene.stop();
  }
}

/** Tracks `jobsEach` jobs on each connection of a scene; their polls fall due evenly within `intervalMs`. */
export async function trackFleet({ names, store }, jobsEach, intervalMs) {
  const jobs = names.flatMap((connection) =>
    Array.from({ length: jobsEach }, (_, index) => ({
      ...{ connection, provider: 'datameer', key: String(index + 1), kind: 'run' },
    })),
  );
  const spread = shuffled(jobs);
  await trackJobs(store, spread, Date.now() + 1_000, intervalMs);
  return spread;
}

/** In an order that is the same in every run, and in which no connection's jobs stand together. */
function shuffled(jobs) {
  const STEP = 7_919;
  return jobs.map((_, index) => jobs[(index * STEP) % jobs.length]);
}
