// How fast a gateway answers what is asked again and again, beside the least that Node.js can do, beside nginx with the
// answers in its cache, and beside a plain Express over Redis; and how fast it answers when every request is about
// another job, so many that no process holds them. Once as it is shipped, where Node.js reads all requests, and once with
// the front (gateway.plainReads). npm run bench -- cached-read [--rounds 3] [--seconds 2]
// [--connections 64] [--jobs 60000] [--generator wrk|sockets] [--profile <folder>]
import { setImmediate as immediate } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { request } from 'undici';
import { freePort } from '../../scripts/processes/ports.mjs';
import { ratioAtLeast } from './bench.bars.mjs';
import { readOptions } from './bench.options.mjs';
import { BenchReport } from './bench.report.mjs';
import { BenchStage } from './bench.stage.mjs';
import { canPin, OTHER_CORE, pinSelf } from './core.pinning.mjs';
import { AUTHORIZED, CONNECTION, isUp, PREFIX, startGateway } from './gateway.under-test.mjs';
import { jobsInTurn, numberedId, seedJobs } from './cached-read.seed.mjs';
import { generateLoad, provideGenerator } from './load/load.generator.mjs';
import { nginxConfiguration, provideNginx } from './references/nginx.program.mjs';
import { warmUp } from './process.clock.mjs';

const options = readOptions({ rounds: 3, seconds: 2, connections: 64, jobs: 60_000, generator: 'best' });
const REFERENCE_PREFIX = 'reference:';
const LIST_LIMIT = 50;
const AT_ONCE = 1_000;
const EXPRESS = 'Express, Redis GET';
const BARE = 'bare node:http';
const NGINX = 'nginx proxy_cache';
/** Who reads plain requests, and what is written behind the name of a case. */
const READERS = { node: '', front: ', front' };
/** What the rates of the gateway are held to, beside whose. */
const BARS = {
  'job 200': { [BARE]: ratioAtLeast(0.9), [NGINX]: ratioAtLeast(0.65) },
  'job 304': { [BARE]: ratioAtLeast(0.9) },
  'job from Redis': { [EXPRESS]: ratioAtLeast(1.5) },
  'job 200, front': { [BARE]: ratioAtLeast(0.9), [NGINX]: ratioAtLeast(0.65) },
  'job 304, front': { [BARE]: ratioAtLeast(0.9), [NGINX]: ratioAtLeast(0.65) },
  'job from Redis, front': { [EXPRESS]: ratioAtLeast(1.5) },
};
/** Of one connection rather than of the answer; every server adds its own. */
const HOP_HEADERS = ['connection', 'keep-alive', 'date', 'transfer-encoding'];

options.generator = await provideGenerator(options.generator);

await BenchStage.with(options, async (stage) => {
  pinSelf(OTHER_CORE);
  const { id } = await seedJobs(stage.redisUrl, PREFIX, CONNECTION, options.jobs);
  const gateways = {
    node: await startGateway(stage, { plainReads: 'node' }),
    front: await startGateway(stage, { plainReads: 'front' }),
  };
  const cases = await askOnce(gateways.node.url, id);
  await copyForExpress(stage.redisUrl, id, cases);
  const references = await startReferences(stage, cases);
  const placement = canPin ? 'servers on one core, load and Redis on the other' : 'nothing pinned to a core';
  console.log(`Load: ${options.generator}, ${options.connections} connections; ${placement}.`);
  const report = new BenchReport('cached-read');
  for (const one of cases) await measure(one, gateways, references, report);
  await measure(
    { name: 'job from Redis', path: '', headers: AUTHORIZED, turn: jobsInTurn(id, options.jobs) },
    gateways,
    { [EXPRESS]: references[EXPRESS] },
    report,
  );
  report.table();
});

async function startReferences(stage, cases) {
  const file = await stage.file('answers.json', JSON.stringify(cases.map(({ answer }) => answer)));
  const settings = JSON.stringify({ redisUrl: stage.redisUrl, prefix: REFERENCE_PREFIX });
  const bare = await stage.start('bare-http', './references/bare-http.server.mjs', [file]);
  const express = await stage.start('bare-express', './references/bare-express.server.mjs', [settings]);
  return {
    [BARE]: { url: bare.line, clock: bare.clock },
    ...(await startNginx(stage, bare.line, cases[0].path)),
    [EXPRESS]: { url: express.line, clock: express.clock },
  };
}

async function startNginx(stage, upstream, path) {
  const program = await provideNginx();
  if (!program) {
    console.log(
      'No nginx here, and none could be installed (apt-get install nginx-light): nothing is compared with it.',
    );
    return {};
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const file = await stage.file('nginx.conf', nginxConfiguration({ folder: stage.folder, port, upstream }));
  const args = ['-c', file, '-p', stage.folder, '-e', `${stage.folder}/nginx.log`];
  const { clock } = await stage.startServer('nginx', program, args, 'nginx.pid', () => isUp(url + path));
  return { [NGINX]: { url, clock } };
}

/** Each case with what the gateway answers to it. */
async function askOnce(gateway, id) {
  const path = `/jobs/${id}`;
  const job = await ask(gateway, path, AUTHORIZED);
  const conditional = { ...AUTHORIZED, 'If-None-Match': job.headers.etag };
  const list = `/jobs?limit=${LIST_LIMIT}`;
  return [
    { name: 'job 200', path, headers: AUTHORIZED, answer: job },
    { name: 'job 304', path, headers: conditional, answer: await ask(gateway, path, conditional) },
    { name: `list of ${LIST_LIMIT}`, path: list, headers: AUTHORIZED, answer: await ask(gateway, list, AUTHORIZED) },
  ];
}

async function ask(server, path, headers) {
  const { statusCode: status, headers: all, body } = await request(server + path, { headers });
  if (status >= 400) throw new Error(`The gateway answered ${path} with ${status}: ${await body.text()}`);
  const own = Object.entries(all).filter(([name]) => !HOP_HEADERS.includes(name));
  const isConditional = 'If-None-Match' in headers;
  return { path, isConditional, status, headers: Object.fromEntries(own), body: await body.text() };
}

/** The same resources in the simplest form in which Express could read them from Redis. */
async function copyForExpress(redisUrl, id, [{ answer: job }, , { answer: list }]) {
  const redis = new Redis(redisUrl, { enableAutoPipelining: true });
  for (const [index, one] of JSON.parse(list.body).jobs.entries()) {
    await redis.zadd(`${REFERENCE_PREFIX}index`, index, REFERENCE_PREFIX + one.id);
  }
  const copy = (number) => {
    const other = numberedId(id, number);
    return redis.set(REFERENCE_PREFIX + other, job.body.replaceAll(id, other));
  };
  for (let first = 0; first < options.jobs; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, options.jobs - first);
    await Promise.all(Array.from({ length: count }, (_, index) => copy(first + index)));
  }
  await redis.quit();
}

async function measure({ name, path, headers, turn }, gateways, references, report) {
  const servers = { ...gateways, ...references };
  const load = { generator: options.generator, headers, path, connections: options.connections };
  // Each load goes on with the jobs that come next: those that were asked for last may be held.
  const loads = Object.fromEntries(
    Object.keys(servers).map((server) => [server, turn ? { ...load, turn: { ...turn, first: 0 } } : load]),
  );
  const rounds = Object.fromEntries(Object.keys(servers).map((server) => [server, []]));
  for (const [server, own] of Object.entries(servers)) await underLoad(own, loads[server]);
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [server, own] of Object.entries(servers)) {
      rounds[server].push(await loadOn(own, loads[server], options.seconds));
    }
  }
  for (const [reader, suffix] of Object.entries(READERS)) {
    for (const against of Object.keys(references)) {
      const compare = (figure, metric, unit, bar) => {
        const [ours, others] = [reader, against].map((server) => rounds[server].map((one) => one[figure]));
        if (!ours.includes(null)) report.ratio(`${name}${suffix}: ${metric}`, unit, ours, against, others, bar);
      };
      compare('requestsPerSecond', 'rate', 'requests/s', BARS[name + suffix]?.[against]);
      compare('processor', 'processor time per request', 'µs');
      compare('p50', 'p50', 'ms');
      compare('p99', 'p99', 'ms');
    }
  }
  for (const [server, ofServer] of Object.entries(rounds)) {
    const errors = ofServer.reduce((sum, one) => sum + one.errors, 0);
    if (errors > 0) report.figure(`${name}: errors of ${server}`, 'requests', [errors]);
  }
}

/** Loads a server until its code is compiled. */
async function underLoad(server, load) {
  const warm = warmUp(server.clock);
  for (let isWarm = false; !isWarm;) {
    await loadOn(server, load, 1);
    isWarm = await Promise.race([warm.then(() => true), immediate(false)]);
  }
}

async function loadOn({ url, clock }, load, seconds) {
  const { path, turn, ...rest } = load;
  const before = clock();
  const figures = await generateLoad({ ...rest, turn, seconds, url: url + path });
  const used = before === null ? null : clock() - before;
  if (turn) turn.first = (turn.first + figures.requests) % turn.count;
  return { ...figures, processor: used === null ? null : used / figures.requests };
}
