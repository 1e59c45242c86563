// How much memory a gateway takes after it has been asked for very many different jobs, once each, beside a plain Express
// over Redis that keeps nothing. npm run bench -- memory [--jobs 1000000] [--connections 64] [--generator wrk|sockets]
import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { request } from 'undici';
import { valueBelow } from './bench.bars.mjs';
import { readOptions } from './bench.options.mjs';
import { BenchReport } from './bench.report.mjs';
import { BenchStage } from './bench.stage.mjs';
import { OTHER_CORE, pinSelf } from './core.pinning.mjs';
import { AUTHORIZED, CONNECTION, PREFIX, startGateway } from './gateway.under-test.mjs';
import { jobsInTurn, numberedId, seedJobs } from './cached-read.seed.mjs';
import { generateLoad, provideGenerator } from './load/load.generator.mjs';

const options = readOptions({ jobs: 1_000_000, connections: 64, generator: 'best' });
const REFERENCE_PREFIX = 'reference:';
const REFERENCE_JOBS = 10_000;
const AT_ONCE = 1_000;
const SECONDS_AT_A_TIME = 5;
const MEGABYTE = 1_000_000;
/** After the last job was read. */
const BARS = { resident: valueBelow(250) };

options.generator = await provideGenerator(options.generator);

await BenchStage.with(options, async (stage) => {
  pinSelf(OTHER_CORE);
  const { id } = await seedJobs(stage.redisUrl, PREFIX, CONNECTION, options.jobs);
  console.log(`${options.jobs} jobs in Redis. Load: ${options.generator}, ${options.connections} connections.`);
  const report = new BenchReport('memory');
  const gateway = await startGateway(stage);
  report.figure('gateway: resident at the start', 'MB', [memoryOf(gateway.pid()).resident]);
  const answer = await request(`${gateway.url}/jobs/${id}`, { headers: AUTHORIZED });
  const body = await answer.body.text();
  const read = await readAll(gateway.url, id, options.jobs);
  const express = await startExpress(stage, id, body);
  await readAll(express.url, id, REFERENCE_JOBS);
  const [ours, theirs] = [memoryOf(gateway.pid()), memoryOf(express.pid())];
  report.figure('different jobs read', 'jobs', [Math.min(read, options.jobs)]);
  for (const kind of ['resident', 'highest']) {
    report.ratio(`gateway: ${kind}`, 'MB', [ours[kind]], 'Express, Redis GET', [theirs[kind]], BARS[kind]);
  }
  report.table();
});

/** Asks for one job after the other until each was asked for; returns the number of requests. */
async function readAll(url, id, count) {
  let first = 0;
  while (first < count) {
    const turn = { ...jobsInTurn(id, count), first };
    const { requests, errors } = await generateLoad({
      ...{ generator: options.generator, connections: options.connections, headers: AUTHORIZED },
      ...{ url, turn, seconds: SECONDS_AT_A_TIME },
    });
    if (errors > 0) throw new Error(`${errors} of ${requests} requests were answered with an error.`);
    // Those under way at the end are asked for again.
    first += Math.max(1, requests - options.connections);
  }
  return first;
}

async function startExpress(stage, id, body) {
  const redis = new Redis(stage.redisUrl, { enableAutoPipelining: true });
  for (let start = 0; start < REFERENCE_JOBS; start += AT_ONCE) {
    const copy = (number) => {
      const other = numberedId(id, number);
      return redis.set(REFERENCE_PREFIX + other, body.replaceAll(id, other));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => copy(start + index)));
  }
  await redis.quit();
  const settings = JSON.stringify({ redisUrl: stage.redisUrl, prefix: REFERENCE_PREFIX });
  const { line, pid } = await stage.start('bare-express', './references/bare-express.server.mjs', [settings]);
  return { url: line, pid };
}

/** What a process occupies now, and the most that it ever did, MB. */
function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name) => (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)[1]) * 1024) / MEGABYTE;
  return { resident: of('VmRSS'), highest: of('VmHWM') };
}
