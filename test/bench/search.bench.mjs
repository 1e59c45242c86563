// What a page costs that is looked for job by job, in jobs whose results are nearly as large as a record may hold: processor time
// and bytes of one page, and memory while two are put together, as many as a caller has at once. npm run bench -- search [--jobs 5000] [--result 15500] [--rounds 5]
import { Redis } from 'ioredis';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { readOptions } from './bench.options.mjs';
import { BenchReport } from './bench.report.mjs';
import { BenchStage } from './bench.stage.mjs';
import { OTHER_CORE, pinSelf } from './core.pinning.mjs';
import { AUTHORIZED, CONNECTION, PREFIX, startGateway } from './gateway.under-test.mjs';
import { seedJobs } from './cached-read.seed.mjs';

const options = readOptions({ jobs: 5_000, result: 15_500, rounds: 5 });
const MB = 1_000_000;
const SAMPLE_EVERY_MS = 5;
const REST_MS = 1_000;
/** By what is measured: the pages of a round, none of which is one that was asked for before. */
const PAGES = {
  'sorted by name': (round) => [`sort=name&limit=${round + 1}`],
  'a text in no job': (round) => [`q=nothing${round}`],
  'a kind of no job': (round) => [`kind=pointer&limit=${round + 1}`],
  'a text in all jobs, 50 a page': (round) => [`q=ims&limit=${50 + round}`],
  'two sorted at once': (round) => [1, 2].map((nth) => `sort=-name&limit=${nth + 2 * round}`),
};

await BenchStage.with(options, async (stage) => {
  pinSelf(OTHER_CORE);
  const result = { text: 'x'.repeat(options.result) };
  await seedJobs(stage.redisUrl, PREFIX, CONNECTION, options.jobs, { result });
  const redis = new Redis(stage.redisUrl);
  const report = new BenchReport('search');
  console.log(`${options.jobs} jobs with results of ${options.result} bytes.`);
  try {
    for (const [name, pages] of Object.entries(PAGES)) tell(report, name, await measure(stage, redis, pages));
  } finally {
    redis.disconnect();
  }
  report.table();
});

function tell(report, name, rounds) {
  for (const [metric, unit] of [
    ['processor time', 'ms'],
    ['processor time of Redis', 'ms'],
    ['from Redis', 'MB'],
    ['memory above that at rest', 'MB'],
  ]) {
    const figures = rounds.map((round) => round[metric]);
    report.figure(`${name}: ${metric}`, unit, figures);
  }
}

/** Each on a gateway of its own, which has put one such round together before. */
async function measure(stage, redis, pages) {
  const gateway = await startGateway(stage);
  const ask = async (round) =>
    Promise.all(
      pages(round).map(async (query) => {
        const { statusCode, body } = await request(`${gateway.url}/jobs?${query}`, { headers: AUTHORIZED });
        await body.dump({ limit: Infinity });
        if (statusCode !== 200) throw new Error(`${query} was answered ${statusCode}.`);
      }),
    );
  await ask(options.rounds);
  await pause(REST_MS);
  const rest = residentOf(gateway.pid());
  const rounds = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const [clock, before] = [gateway.clock(), await figuresOf(redis)];
    let most = rest;
    const timer = setInterval(() => (most = Math.max(most, residentOf(gateway.pid()))), SAMPLE_EVERY_MS);
    await ask(round);
    clearInterval(timer);
    const after = await figuresOf(redis);
    rounds.push({
      'processor time': (gateway.clock() - clock) / 1_000,
      'processor time of Redis': (after.seconds - before.seconds) * 1_000,
      'from Redis': (after.bytes - before.bytes) / MB,
      'memory above that at rest': (most - rest) / MB,
    });
  }
  await gateway.stop();
  return rounds;
}

/** Of a Redis so far: seconds of processor time, and bytes that it sent. */
async function figuresOf(redis) {
  const facts = await redis.info();
  const figure = (name) => Number(new RegExp(`${name}:([\\d.]+)`).exec(facts)[1]);
  return {
    seconds: figure('used_cpu_user') + figure('used_cpu_sys'),
    bytes: figure('total_net_output_bytes'),
  };
}

/** Bytes. */
function residentOf(pid) {
  return 1_024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
}
