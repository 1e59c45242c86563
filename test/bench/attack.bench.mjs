// What one caller, or nobody in particular, can take from all others: while each attack goes on, a polite reader with a key of
// its own asks for one job, and an operator starts four. Beside the same reader with nobody else there.
// npm run bench -- attack [--seconds 60] [--jobs 5000] [--only <name>]
import { createHash, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { Store } from '#libs/store';
import { freePort } from '../../scripts/processes/ports.mjs';
import { valueAtLeast, valueBelow } from './bench.bars.mjs';
import { readOptions } from './bench.options.mjs';
import { BenchReport, quantile } from './bench.report.mjs';
import { BenchStage } from './bench.stage.mjs';
import { OTHER_CORE, pinSelf } from './core.pinning.mjs';
import { isUp } from './gateway.under-test.mjs';
import { seedJobs } from './cached-read.seed.mjs';
import { locationOf } from './redis.location.mjs';

const options = readOptions({ seconds: 60, jobs: 5_000, only: 'all' });
const CONNECTION = 'otc-prod';
const PREFIX = 'jobgate';
const KID = 'bench';
const STARTS = 4;
const ASK_EVERY_MS = 20;
const SAMPLE_EVERY_MS = 200;
/** Nearly the longest that stands in a record. */
const RESULT = { log: 'a'.repeat(15_500) };
const START = { method: 'POST', path: '/v2/cloudimages/action', body: { name: 'nightly', instance_id: 'i-1' } };
const MB = 1_024 * 1_024;
/** By the name of the attack: what it is. */
const ATTACKS = {
  bodies: '200 bodies of 19 bytes at once that unfold to a megabyte, without credentials',
  pages: 'lists of connections with names of 15,000 letters',
  names: 'lists by texts of 8,000 letters',
  polls: '300 sockets that ask for jobs that there are not, on a connection of 10 requests a second',
  sorts: 'eight lists at once in order of names',
  snapshots: 'twelve pages of events at once, each from the beginning',
  streams: '600 streams that nobody reads',
  waits: '600 reads of a job that wait',
  tracks: 'jobs that there are not, tracked with 32 labels each',
  refusals: 'deletions that the caller may not do',
  tries: 'keys that there are not',
  tokens: 'tokens that were signed by another key than they say',
};
const BARS = { p95: valueBelow(100), memory: valueBelow(400), starts: valueAtLeast(STARTS) };

await BenchStage.with(options, async (stage) => {
  pinSelf(OTHER_CORE);
  const issuer = await publishKey();
  const { id } = await seedJobs(stage.redisUrl, PREFIX, CONNECTION, options.jobs, { result: RESULT });
  const report = new BenchReport('attack');
  const quiet = await underAttack(stage, issuer, id, null);
  tell(report, 'nobody else', quiet, null);
  for (const [attack, what] of Object.entries(ATTACKS)) {
    if (options.only !== 'all' && options.only !== attack) continue;
    console.log(`${attack}: ${what}`);
    tell(report, attack, await underAttack(stage, issuer, id, attack), quiet);
  }
  report.table();
  issuer.close();
});

function tell(report, name, { times, memory, starts }, quiet) {
  const of = (share, all = times) => quantile(all, share);
  for (const [metric, share] of [
    ['p50', 0.5],
    ['p95', 0.95],
    ['p99', 0.99],
  ]) {
    const bar = quiet === null ? undefined : BARS[metric];
    if (quiet === null) report.figure(`${name}: reader ${metric}`, 'ms', [of(share)]);
    else report.ratio(`${name}: reader ${metric}`, 'ms', [of(share)], 'nobody else', [of(share, quiet.times)], bar);
  }
  report.figure(`${name}: gateway`, 'MB', [memory], BARS.memory);
  report.figure(`${name}: starts done of ${STARTS}`, '', [starts], BARS.starts);
}

/** Each on processes of its own: what one attack leaves behind is not that of the next one. */
async function underAttack(stage, issuer, id, attack) {
  const { gateway, end, key } = await putUp(stage, issuer);
  const headers = { authorization: `Bearer ${key('reader')}` };
  for (let time = 0; time < 200; time += 1) await ask(gateway.url, id, headers);
  const settings = {
    url: gateway.url,
    attack,
    key: key('attacker'),
    connection: CONNECTION,
    job: id,
    kid: KID,
    issuer: issuer.url,
  };
  const attacker =
    attack && (await stage.start('attacker', './load/attacker.mjs', [JSON.stringify(settings)], { beside: true }));
  const until = performance.now() + options.seconds * 1_000;
  const [times, memory, starts] = await Promise.all([
    readPolitely(gateway.url, id, headers, until),
    mostMemory(gateway.pid(), until),
    startJobs(gateway.url, { authorization: `Bearer ${key('operator')}` }, until),
  ]);
  await attacker?.stop();
  await end();
  return { times, memory, starts };
}

async function putUp(stage, { url: issuer }) {
  const { line } = await stage.start('upstreams', './upstreams/instant.upstreams.mjs', [], { beside: true });
  const upstream = JSON.parse(line).urls['otc-ims'];
  const port = await freePort();
  const key = (name) => `key-of-${name}`;
  const caller = (name, ...scopes) => {
    const sha256 = createHash('sha256').update(key(name)).digest('hex');
    return { name, sha256, scopes, connections: ['*'] };
  };
  const auth = { iamUrl: `${upstream}/v3`, user: 'bench', password: 'bench', domain: 'bench', project: 'bench' };
  const configuration = {
    redis: { url: stage.redisUrl, prefix: PREFIX },
    gateway: { host: '127.0.0.1', port },
    telemetry: { logs: { level: 'error' } },
    access: {
      jwt: { issuer, audience: 'jobgate', jwksUrl: issuer },
      keys: [
        caller('reader', 'jobs:read'),
        caller('attacker', 'jobs:read', 'jobs:track'),
        caller('operator', 'jobs:read', 'jobs:operate'),
      ],
    },
    connections: [
      {
        ...{ name: CONNECTION, provider: 'otc-ims', url: upstream, auth },
        ...{ limits: { requestsPerSecond: 10 }, options: { projectId: 'bench', allowedOperations: [START.path] } },
      },
    ],
  };
  const file = await stage.file(`jobgate.${port}.yaml`, JSON.stringify(configuration));
  const url = `http://127.0.0.1:${port}`;
  const gateway = { url, ...(await stage.startApp('gateway', file, () => isUp(`${url}/health/live`))) };
  const store = Store.connect(locationOf(stage.redisUrl), PREFIX);
  // That of the seed polls nothing.
  const isCaredFor = async () => ![null, 'bench'].includes(await store.leases.owner(CONNECTION));
  await store.leases.release([CONNECTION], 'bench');
  const worker = await stage.startApp('worker', file, isCaredFor, { beside: true });
  await store.close();
  const end = async () => {
    for (const one of [worker, gateway]) await one.stop();
  };
  return { gateway, end, key };
}

/** Whose key is published, and signs nothing. Of the curve whose signatures take longest to verify. */
async function publishKey() {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-521' });
  const keys = JSON.stringify({
    keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KID, alg: 'ES512', use: 'sig' }],
  });
  const server = createServer((_, response) => response.setHeader('Content-Type', 'application/json').end(keys));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

async function ask(url, id, headers, dispatcher) {
  const startedAt = performance.now();
  const { statusCode, body } = await request(`${url}/jobs/${id}`, { headers, dispatcher });
  await body.dump();
  if (statusCode !== 200) throw new Error(`The polite reader was answered ${statusCode}.`);
  return performance.now() - startedAt;
}

/** Milliseconds. An answer that does not come counts as ten seconds. */
async function readPolitely(url, id, headers, until) {
  const dispatcher = new Agent({ connections: 1, headersTimeout: 10_000 });
  const times = [];
  while (performance.now() < until) {
    times.push(await ask(url, id, headers, dispatcher).catch(() => 10_000));
    await pause(ASK_EVERY_MS);
  }
  await dispatcher.destroy();
  return times;
}

/** Resident, MB: the maximum of all samples. A process that has ended occupies Infinity. */
async function mostMemory(pid, until) {
  let most = 0;
  while (performance.now() < until) {
    most = Math.max(most, residentOf(pid));
    await pause(SAMPLE_EVERY_MS);
  }
  return most;
}

function residentOf(pid) {
  try {
    return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1_024) / MB;
  } catch {
    return Infinity;
  }
}

/** How many of them were started. */
async function startJobs(url, headers, until) {
  const every = (until - performance.now()) / (STARTS + 1);
  const outcomes = [];
  for (let nth = 0; nth < STARTS; nth += 1) {
    await pause(every);
    const started = request(`${url}/connections/${CONNECTION}/jobs`, {
      ...{ method: 'POST', headers: { ...headers, 'content-type': 'application/json' } },
      body: JSON.stringify(START),
    });
    outcomes.push(
      started.then(
        async ({ statusCode, body }) => {
          const text = await body.text();
          if (statusCode !== 202) console.log(`  a start was answered ${statusCode}: ${text.slice(0, 160)}`);
          return statusCode === 202;
        },
        () => false,
      ),
    );
  }
  return (await Promise.all(outcomes)).filter(Boolean).length;
}
