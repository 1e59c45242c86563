// How long the list takes when very many jobs are tracked, beside a plain Express that reads an index of the same size and
// the jobs from Redis. npm run bench -- list [--jobs 1000000] [--rounds 3] [--seconds 3] [--connections 64]
// [--generator wrk|sockets] [--profile <folder>]
import { Redis } from 'ioredis';
import { setImmediate as immediate } from 'node:timers/promises';
import { request } from 'undici';
import { valueBelow } from './bench.bars.mjs';
import { readOptions } from './bench.options.mjs';
import { BenchReport } from './bench.report.mjs';
import { BenchStage } from './bench.stage.mjs';
import { OTHER_CORE, pinSelf } from './core.pinning.mjs';
import { AUTHORIZED, CONNECTION, PREFIX, startGateway } from './gateway.under-test.mjs';
import { numberedId, seedJobs } from './cached-read.seed.mjs';
import { generateLoad, provideGenerator } from './load/load.generator.mjs';
import { warmUp } from './process.clock.mjs';

const options = readOptions({ jobs: 1_000_000, rounds: 3, seconds: 3, connections: 64, generator: 'best' });
const REFERENCE_PREFIX = 'reference:';
const EXPRESS = 'Express, Redis';
const PATH = '/jobs?limit=50';
const AT_ONCE = 1_000;
/** However many ask. */
const BARS = { p99: valueBelow(25) };

options.generator = await provideGenerator(options.generator);

await BenchStage.with(options, async (stage) => {
  pinSelf(OTHER_CORE);
  const { id } = await seedJobs(stage.redisUrl, PREFIX, CONNECTION, options.jobs);
  const gateway = await startGateway(stage);
  const { body } = await request(gateway.url + PATH, { headers: AUTHORIZED });
  const express = await startExpress(stage, id, (await body.json()).jobs);
  const report = new BenchReport('list');
  console.log(`${options.jobs} jobs in Redis. Load: ${options.generator}.`);
  for (const connections of [1, 8, options.connections]) await measure(connections, { gateway, express }, report);
  report.table();
});

async function startExpress(stage, id, jobs) {
  const redis = new Redis(stage.redisUrl);
  for (const job of jobs) await redis.set(REFERENCE_PREFIX + job.id, JSON.stringify(job));
  for (let start = 0; start < options.jobs; start += AT_ONCE) {
    const count = Math.min(AT_ONCE, options.jobs - start);
    const members = Array.from({ length: count }, (_, index) => REFERENCE_PREFIX + numberedId(id, start + index));
    // The first one is the latest, as in the list.
    const scored = members.flatMap((member, index) => [options.jobs - start - index, member]);
    await redis.zadd(`${REFERENCE_PREFIX}index`, ...scored);
  }
  await redis.quit();
  const settings = JSON.stringify({ redisUrl: stage.redisUrl, prefix: REFERENCE_PREFIX });
  const { line, clock } = await stage.start('bare-express', './references/bare-express.server.mjs', [settings]);
  return { url: line, clock };
}

async function measure(connections, servers, report) {
  const load = { generator: options.generator, headers: AUTHORIZED, connections };
  const rounds = { gateway: [], express: [] };
  for (const server of Object.values(servers)) await underLoad(server, load);
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [name, { url, clock }] of Object.entries(servers)) {
      const before = clock();
      const figures = await generateLoad({ ...load, url: url + PATH, seconds: options.seconds });
      if (figures.errors > 0) throw new Error(`${figures.errors} errors of ${name}.`);
      rounds[name].push({ ...figures, processor: before === null ? null : (clock() - before) / figures.requests });
    }
  }
  for (const [figure, metric, unit] of [
    ['p99', 'p99', 'ms'],
    ['p50', 'p50', 'ms'],
    ['requestsPerSecond', 'rate', 'requests/s'],
    ['processor', 'processor time per request', 'µs'],
  ]) {
    const [ours, theirs] = [rounds.gateway, rounds.express].map((all) => all.map((one) => one[figure]));
    if (!ours.includes(null))
      report.ratio(`${connections} connections: ${metric}`, unit, ours, EXPRESS, theirs, BARS[figure]);
  }
}

/** Loads a server until its code is compiled. */
async function underLoad({ url, clock }, load) {
  const warm = warmUp(clock);
  for (let isWarm = false; !isWarm;) {
    await generateLoad({ ...load, url: url + PATH, seconds: 1 });
    isWarm = await Promise.race([warm.then(() => true), immediate(false)]);
  }
}
