// How many observations one worker on one core commits when all its jobs are due, beside a loop that only asks, and one
// that asks and writes; then, at half of that rate, how late the refreshes are. npm run bench -- refresh-rate
// [--jobs 20000] [--concurrency 32] [--rounds 3] [--seconds 4] [--profile <folder>]
import { Redis } from 'ioredis';
import { request } from 'undici';
import { setTimeout as pause } from 'node:timers/promises';
import { Store } from '#libs/store';
import { readOptions } from './bench.options.mjs';
import { BenchReport, median, quantile } from './bench.report.mjs';
import { BenchStage } from './bench.stage.mjs';
import { canPin, OTHER_CORE, pinSelf, TESTED_CORE, watchCores } from './core.pinning.mjs';
import { warmUp } from './process.clock.mjs';
import { locationOf } from './redis.location.mjs';
import { workerConfiguration } from './refresh-rate.configuration.mjs';
import { watchLateness } from './refresh-rate.lateness.mjs';
import { describeJobs, targetsOf, trackJobs } from './refresh-rate.seed.mjs';

const options = readOptions({ jobs: 20_000, concurrency: 32, rounds: 3, seconds: 4 });
const PREFIX = 'jobgate';
const REFERENCE_DATABASE = '1';
const ALWAYS_DUE_MS = 100;
const LATENESS_SECONDS = 10;
const LONGEST_CATCH_UP_MS = 30_000;
const CATCH_UP_LOOK_MS = 200;
const OPEN_SHARE = 0.005;
/** For the lateness: the time between two looks at a job, in which half of the possible refreshes take place. */
const PACED_MOST_MS = 4_000;
const PACED_LEAST_MS = 1_000;
const PACED_LEAST_JOBS = 100;
/** Boot of a worker, until it looks at the first job. */
const HEAD_START_MS = 3_000;

await BenchStage.with(options, async (stage) => {
  pinSelf(OTHER_CORE);
  const report = new BenchReport('refresh-rate');
  const upstreams = JSON.parse(
    (await stage.start('upstreams', './upstreams/instant.upstreams.mjs', [], { beside: true })).line,
  );
  const scene = { stage, upstreams, jobs: describeJobs(options.jobs) };
  const placement = canPin ? 'worker on one core; upstreams and Redis on the other' : 'nothing pinned to a core';
  console.log(`${options.jobs} jobs, ${options.concurrency} calls at once for each connection; ${placement}.`);
  const rates = await measureRates(scene, report);
  await measureLateness(scene, median(rates) / 2, report);
  report.table();
});

async function measureRates(scene, report) {
  const { stage, jobs, upstreams } = scene;
  const store = Store.connect(locationOf(stage.redisUrl), PREFIX);
  const emptyBytes = await usedMemory(store);
  await trackJobs(store, jobs, Date.now(), 0);
  const rounds = { worker: [], loop: [], loopAndSet: [] };
  for (let round = 0; round < options.rounds; round += 1) {
    rounds.worker.push(await runWorker(scene, store));
    rounds.loop.push(await runLoop(stage, jobs, upstreams.urls, null));
    rounds.loopAndSet.push(await runLoop(stage, jobs, upstreams.urls, stage.redisUrl));
  }
  const { worker, loop, loopAndSet } = rounds;
  const rates = worker.map(({ perSecond }) => perSecond);
  for (const [against, theirs] of [
    ['bare undici loop', loop],
    ['bare undici loop, Redis SET', loopAndSet],
  ]) {
    report.ratio(
      'observations',
      '/s',
      rates,
      against,
      theirs.map(({ perSecond }) => perSecond),
    );
    if (worker[0].processor === null) continue;
    const ours = worker.map(({ processor }) => processor);
    report.ratio(
      'processor time per observation',
      'µs',
      ours,
      against,
      theirs.map(({ processor }) => processor),
    );
  }
  report.figure(
    'observations found written',
    'share',
    worker.map(({ written }) => written),
  );
  report.figure(
    'longest wait for a look, in times of a whole round',
    'rounds',
    worker.map(({ longestWait }) => longestWait),
  );
  report.figure(
    'Redis time per observation',
    'µs',
    worker.map(({ redis }) => redis),
  );
  report.figure(
    'tested core busy',
    'share',
    worker.map(({ busy }) => busy[TESTED_CORE]),
  );
  if (canPin)
    report.figure(
      'other core busy',
      'share',
      worker.map(({ busy }) => busy[OTHER_CORE]),
    );
  report.figure('Redis memory per job in flight', 'bytes', [((await usedMemory(store)) - emptyBytes) / jobs.length]);
  await store.redis.flushall();
  await store.close();
  return rates;
}

/**
 * One worker, from boot to end; measured in between. Each answer of an upstream is one observation, if it was written
 * down: so the records are asked whether they tell of as many (each can tell of the last one only).
 */
async function runWorker({ stage, upstreams, jobs }, store) {
  const worker = await startWorker(stage, upstreams, ALWAYS_DUE_MS);
  await warmUp(worker.clock);
  const startedAt = Date.now();
  const before = await standOf(store, worker, upstreams);
  const cores = watchCores();
  await pause(options.seconds * 1000);
  const busy = cores();
  const after = await standOf(store, worker, upstreams);
  const records = await store.jobs.readMany(jobs);
  const written = writtenSince(records, startedAt, Date.now());
  await worker.stop();
  const observations = after.answers - before.answers;
  const per = (figure) => (before[figure] === null ? null : (after[figure] - before[figure]) / observations);
  return {
    perSecond: (observations / (after.at - before.at)) * 1000,
    processor: per('processor'),
    redis: per('redis'),
    written: written / Math.min(observations, jobs.length),
    longestWait: longestWaitOf(records, Date.now(), observations / (after.at - before.at)),
    busy,
  };
}

async function runLoop(stage, jobs, urls, redisUrl) {
  const redis = redisUrl?.replace(/\d+$/, REFERENCE_DATABASE) ?? null;
  const plan = { concurrency: options.concurrency, seconds: options.seconds / 2, redisUrl: redis };
  const settings = await stage.file('loop.json', JSON.stringify({ ...plan, targets: targetsOf(jobs, urls) }));
  const { line, stop } = await stage.start('undici-loop', './references/undici.loop.mjs', [settings]);
  await stop();
  if (redis) await flush(redis);
  return JSON.parse(line);
}

/** How late refreshes are while the worker has half as much to do as it can; with fewer jobs where it can do little. */
async function measureLateness({ stage, upstreams, jobs }, perSecond, report) {
  const most = Math.max(PACED_LEAST_JOBS, Math.floor((perSecond * PACED_MOST_MS) / 1000));
  const paced = jobs.slice(0, Math.min(jobs.length, most));
  const intervalMs = Math.max(PACED_LEAST_MS, Math.round((paced.length / perSecond) * 1000));
  const store = Store.connect(locationOf(stage.redisUrl), PREFIX);
  await trackJobs(store, paced, Date.now() + HEAD_START_MS, intervalMs);
  const worker = await startWorker(stage, upstreams, intervalMs);
  await warmUp(worker.clock);
  await caughtUp(store, paced);
  const late = await watchLateness(store, paced, LATENESS_SECONDS);
  report.figure('lateness p50 at half of the rate', 'ms', [quantile(late, 0.5)]);
  report.figure('lateness p99 at half of the rate', 'ms', [quantile(late, 0.99)]);
  report.figure('refreshes seen for it', 'refreshes', [late.length]);
  await worker.stop();
  await store.close();
}

/**
 * Waits until next to nothing is due: what fell due before the worker was up is late by its boot, and at half of its rate
 * that takes as long again to be made up for.
 */
async function caughtUp(store, jobs) {
  const connections = [...new Set(jobs.map(({ connection }) => connection))];
  const until = Date.now() + LONGEST_CATCH_UP_MS;
  for (let due = Infinity; due > jobs.length * OPEN_SHARE && Date.now() < until; await pause(CATCH_UP_LOOK_MS)) {
    const depths = await Promise.all(connections.map((name) => store.schedule.depth(name, Date.now())));
    due = depths.reduce((sum, depth) => sum + depth.due, 0);
  }
}

/** Resolves when the worker has asked about a job. */
async function startWorker(stage, upstreams, intervalMs) {
  const { concurrency } = options;
  const facts = { redisUrl: stage.redisUrl, prefix: PREFIX, urls: upstreams.urls, concurrency, intervalMs };
  const file = await stage.file('jobgate.yaml', workerConfiguration(facts));
  const before = await answersOf(upstreams);
  return stage.startApp('worker', file, async () => (await answersOf(upstreams)) > before);
}

async function answersOf({ counter }) {
  const { body } = await request(counter);
  return Object.values(await body.json()).reduce((sum, answers) => sum + answers, 0);
}

/** What has happened so far, and what it took. */
async function standOf(store, worker, upstreams) {
  const redis = await processorTimeOf(store);
  return { at: performance.now(), processor: worker.clock(), redis, answers: await answersOf(upstreams) };
}

/**
 * All jobs are due all the time, so the budget never suffices: how long the one that was not seen for longest has
 * waited, by how long it takes to look at every job once. Oldest due first is about 1; starvation grows.
 */
function longestWaitOf(records, now, perMillisecond) {
  const seen = records.map((stored) => stored?.record.observation.attemptedAt ?? stored?.record.trackedAt ?? 0);
  const round = records.length / perMillisecond;
  return (now - seen.reduce((oldest, at) => Math.min(oldest, at))) / round;
}

function writtenSince(records, from, until) {
  return records.filter((stored) => {
    const at = stored?.record.observation.observedAt ?? 0;
    return at >= from && at <= until;
  }).length;
}

async function processorTimeOf(store) {
  const { used_cpu_user: user, used_cpu_sys: system } = await information(store, 'cpu');
  return (Number(user) + Number(system)) * 1e6;
}

async function usedMemory(store) {
  return Number((await information(store, 'memory'))['used_memory']);
}

async function information(store, section) {
  const lines = (await store.redis.info(section)).split('\r\n');
  return Object.fromEntries(lines.filter((line) => line.includes(':')).map((line) => line.split(':', 2)));
}

async function flush(redisUrl) {
  const redis = new Redis(redisUrl);
  await redis.flushdb();
  await redis.quit();
}
