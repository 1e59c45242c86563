import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { ratioAtLeast, ratioAtMost, valueAtMost } from './bench.bars.mjs';
import { canPin, OTHER_CORE, TESTED_CORE, watchCores } from './core.pinning.mjs';
import { targetsOf, trackJobs } from './poll-rate.seed.mjs';

const REFERENCE_DATABASE = '1';
const ALWAYS_DUE_MS = 100;

/** The share of a bare loop's rate that a worker is to reach, all in. */
const LEAST_SHARE = 0.6;
/** Bytes; a bounded event stream is part of it where there are so many jobs in flight as the bar speaks of. */
const MOST_BYTES = 2_048;
const JOBS_IN_FLIGHT = 100_000;

/** How much one worker on one core polls when all its jobs are due. @returns {Promise<number>} polls per second */
export async function measureRates(scene, report) {
  const { jobs, options } = scene;
  const empty = await scene.redisMemory();
  await trackJobs(scene.store, jobs, Date.now(), 0);
  const rounds = { worker: [], loop: [], loopAndSet: [] };
  for (let round = 0; round < options.rounds; round += 1) {
    rounds.worker.push(await runWorker(scene));
    rounds.loop.push(await runLoop(scene, null));
    rounds.loopAndSet.push(await runLoop(scene, scene.stage.redisUrl));
  }
  const { worker, loop, loopAndSet } = rounds;
  const of = (figure, list = worker) => list.map((round) => round[figure]);
  for (const [against, theirs, isBar] of [
    ['bare undici loop', loop, true],
    ['bare undici loop, Redis SET', loopAndSet, false],
  ]) {
    const bars = isBar ? [ratioAtLeast(LEAST_SHARE), ratioAtMost(1 / LEAST_SHARE)] : [];
    report.ratio('polls', '/s', of('perSecond'), against, of('perSecond', theirs), bars[0]);
    if (worker[0].processor === null) continue;
    const their = of('processor', theirs);
    report.ratio('processor time of a poll', 'µs', of('processor'), against, their, bars[1]);
    report.ratio('processor time of a process’s first poll', 'µs', of('firstProcessor'), against, their);
  }
  report.figure('polls found written', 'share', of('written'));
  report.figure('longest wait for a poll, in times of a whole round', 'rounds', of('longestWait'), valueAtMost(2));
  report.figure('Redis time per poll', 'µs', of('redis'));
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
  reportMemory(report, empty, await scene.redisMemory(), jobs.length);
  await scene.clear();
  const rates = of('perSecond').sort((one, other) => one - other);
  return rates[Math.floor(rates.length / 2)];
}

function reportMemory(report, before, after, jobs) {
  const [used, streams] = [after.used - before.used, after.streams - before.streams];
  const bar = valueAtMost(MOST_BYTES);
  report.figure('Redis memory per job in flight, event streams apart', 'bytes', [(used - streams) / jobs], bar);
  report.figure('Redis memory of event streams, bounded', 'bytes', [streams]);
  // Among few jobs, what does not grow with them weighs much.
  report.figure('Redis memory per job in flight', 'bytes', [used / jobs], jobs < JOBS_IN_FLIGHT ? undefined : bar);
}

/**
 * One worker, from boot to end. A process reads each job's answer once at least; after that it knows many. Both are
 * measured, each by itself. An answer of an upstream is one poll, if it was written down: so the records are asked
 * whether they show as many (each shows the last one only).
 */
async function runWorker(scene) {
  const { jobs, options, store } = scene;
  const worker = await scene.startWorker(ALWAYS_DUE_MS);
  const booted = await figuresOf(scene, worker);
  const first = await firstRound(scene, worker, booted);
  const startedAt = Date.now();
  const before = await figuresOf(scene, worker);
  const cores = watchCores();
  await pause(options.seconds * 1000);
  const busy = cores();
  const after = await figuresOf(scene, worker);
  const records = await store.jobs.readMany(jobs);
  // The worker goes on while they are read.
  const answers = (await scene.allAnswers()) - before.answers;
  const written = records.filter((stored) => (stored?.record.observation.observedAt ?? 0) >= startedAt).length;
  await worker.stop();
  const polls = after.answers - before.answers;
  return {
    perSecond: (polls / (after.at - before.at)) * 1000,
    processor: perPoll('processor', before, after),
    firstProcessor: perPoll('processor', booted, first),
    redis: perPoll('redis', before, after),
    written: written / Math.min(answers, jobs.length),
    longestWait: longestWaitOf(records, Date.now(), polls / (after.at - before.at)),
    busy,
  };
}

/** Waits until each job was polled; returns the figures when about half of them were. */
async function firstRound(scene, worker, booted) {
  const { jobs } = scene;
  let half = null;
  await scene.allSeen(jobs, async () => {
    const isHalf = half === null && (await scene.allAnswers()) - booted.answers >= jobs.length / 2;
    if (isHalf) half = await figuresOf(scene, worker);
  });
  return half ?? figuresOf(scene, worker);
}

async function runLoop(scene, redisUrl) {
  const { stage, jobs, upstreams, options } = scene;
  const redis = redisUrl?.replace(/\d+$/, REFERENCE_DATABASE) ?? null;
  const plan = { concurrency: options.concurrency, seconds: options.seconds / 2, redisUrl: redis };
  const settings = await stage.file('loop.json', JSON.stringify({ ...plan, targets: targetsOf(jobs, upstreams.urls) }));
  const { line, stop } = await stage.start('undici-loop', './references/undici.loop.mjs', [settings]);
  await stop();
  if (redis) await flush(redis);
  return JSON.parse(line);
}

/** What has happened so far, and what it took. */
async function figuresOf(scene, worker) {
  const redis = await scene.redisClock();
  return { at: performance.now(), processor: worker.clock(), redis, answers: await scene.allAnswers() };
}

function perPoll(figure, before, after) {
  return before[figure] === null ? null : (after[figure] - before[figure]) / (after.answers - before.answers);
}

/**
 * All jobs are due all the time, so the budget never suffices: how long the one that was not seen for longest has
 * waited, by how long it takes to poll every job once. Oldest due first is about 1; starvation grows.
 */
function longestWaitOf(records, now, perMillisecond) {
  const seen = records.map((stored) => stored?.record.observation.attemptedAt ?? stored?.record.trackedAt ?? 0);
  const round = records.length / perMillisecond;
  return (now - seen.reduce((oldest, at) => Math.min(oldest, at))) / round;
}

async function flush(redisUrl) {
  const redis = new Redis(redisUrl);
  await redis.flushdb();
  await redis.quit();
}
