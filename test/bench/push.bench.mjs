// How soon the end of a job is known, and for how many calls: with push from the HMC, by polling alone, and with push that
// dies in the middle. One worker, the simulated HMC, jobs whose ends are known exactly. npm run bench -- push
// [--jobs 500] [--shortest 3] [--longest 20] [--rate 100]
import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { newRecord } from '#libs/jobs';
import { Store } from '#libs/store';
import { valueAtLeast, valueAtMost, valueBelow } from './bench.bars.mjs';
import { readOptions } from './bench.options.mjs';
import { BenchReport, quantile } from './bench.report.mjs';
import { BenchStage } from './bench.stage.mjs';
import { warmUp } from './process.clock.mjs';
import { locationOf } from './redis.location.mjs';

const options = readOptions({ jobs: 500, shortest: 3, longest: 20, rate: 100 });
const CONNECTION = 'hmc-lab';
const REFRESH = { min: '1s', max: '60s' };
/** A job that nobody told of is found at the latest by its safety check. */
const FOUND_WITHIN_MS = options.longest * 1000 + 75_000;
const SAMPLE_EVERY_MS = 250;

/** What push is held to, and, where it dies, polling alone. */
const ALL_ENDS = valueAtLeast(options.jobs);
const BARS = {
  'push: lag p50': valueBelow(100),
  'push: calls per job': valueAtMost(2),
  'push: ends found': ALL_ENDS,
  'push that dies: ends found': ALL_ENDS,
};

await BenchStage.with(options, async (stage) => {
  const report = new BenchReport('push');
  const started = await stage.start('simulator', '../../dist/apps/simulator/src/main.js', [], { beside: true });
  const urls = JSON.parse(started.line);
  const { jobs, shortest, longest, rate } = options;
  console.log(
    `${jobs} jobs of ${shortest} to ${longest} s, at most ${rate} calls a second, polls ${REFRESH.min} to ${REFRESH.max} apart.`,
  );
  const pushed = await measure({ stage, urls, name: 'push', push: 'stomp' });
  const polled = await measure({ stage, urls, name: 'polling', push: 'off' });
  const dying = await measure({ stage, urls, name: 'dying', push: 'stomp', dies: true });
  tell(report, 'push', pushed, polled);
  tell(report, 'push that dies', dying, polled);
  report.table();
});

function tell(report, name, { lags, callsPerJob }, polled) {
  const besidePolling = (metric, unit, one, other) =>
    report.ratio(metric, unit, [one], 'polling alone', [other], BARS[metric]);
  for (const [metric, share] of [
    ['p50', 0.5],
    ['p95', 0.95],
    ['max', 1],
  ]) {
    besidePolling(`${name}: lag ${metric}`, 'ms', quantile(lags, share), quantile(polled.lags, share));
  }
  besidePolling(`${name}: calls per job`, 'calls', callsPerJob, polled.callsPerJob);
  report.figure(`${name}: ends found`, 'jobs', [lags.length], BARS[`${name}: ends found`]);
}

/** One worker over the same jobs, from its boot until it knows of every end. */
async function measure({ stage, urls, name, push, dies = false }) {
  const hmc = `${urls.control}/upstreams/ibm-hmc`;
  const store = Store.connect(locationOf(stage.redisUrl), name);
  const file = await stage.file(`${name}.yaml`, configuration(stage, urls, name, push));
  const [first] = await add(hmc, [{ durationMs: 100, outcome: 'succeeded' }]);
  await track(store, [first]);
  const worker = await stage.startApp('worker', file, async () => {
    const { push: facts } = await store.connectionStatus.read(CONNECTION);
    return (await endOf(store, first)) !== null && (push === 'off' || facts?.status === 'connected');
  });
  await warmUp(worker.clock);
  await ask(`${hmc}/calls`, 'DELETE');
  const keys = await add(
    hmc,
    durations().map((durationMs) => ({ durationMs, outcome: 'succeeded' })),
  );
  await track(store, keys);
  if (dies) void pause((options.longest * 1000) / 2).then(() => ask(`${hmc}/push`, 'POST', { action: 'refuse' }));
  const found = await allEnds(store, keys);
  const lags = [];
  for (const [key, foundAt] of found) lags.push(foundAt - (await ask(`${hmc}/jobs/${key}`)).endedAt);
  const { perJob } = await ask(`${hmc}/calls?perJob=all`);
  const calls = keys.reduce((sum, key) => sum + (perJob[key] ?? 0), 0);
  await ask(`${hmc}/push`, 'POST', { action: 'resume' });
  await worker.stop();
  await store.close();
  return { lags, callsPerJob: calls / keys.length };
}

/** When each end was known, epoch milliseconds. */
async function allEnds(store, keys) {
  const found = new Map();
  const until = Date.now() + FOUND_WITHIN_MS;
  while (found.size < keys.length && Date.now() < until) {
    await pause(SAMPLE_EVERY_MS);
    for (const key of keys.filter((one) => !found.has(one))) {
      const at = await endOf(store, key);
      if (at !== null) found.set(key, at);
    }
  }
  return found;
}

async function endOf(store, key) {
  const stored = await store.jobs.read({ connection: CONNECTION, key });
  return stored?.record.state === 'succeeded' ? stored.record.changedAt : null;
}

async function track(store, keys) {
  const commits = keys.map((key) => {
    const at = Date.now();
    const record = newRecord({ connection: CONNECTION, provider: 'ibm-hmc', key, kind: 'run', trackedAt: at });
    record.observation.nextCheckAt = at;
    return store.jobs.commit({ base: null, revised: { record, hasChanged: true, transition: null } });
  });
  await Promise.all(commits);
}

/** The same in every phase: spread evenly, in an order without a pattern. */
function durations() {
  const { jobs, shortest, longest } = options;
  return Array.from({ length: jobs }, (_, index) => {
    const share = ((index * 7919) % jobs) / jobs;
    return Math.round(1000 * (shortest + share * (longest - shortest)));
  });
}

function configuration(stage, urls, prefix, push) {
  const connection = {
    name: CONNECTION,
    provider: 'ibm-hmc',
    url: urls['ibm-hmc'],
    auth: { userid: 'jobgate', password: 'jobgate-secret' },
    limits: { concurrency: 16, requestsPerSecond: options.rate },
    refresh: REFRESH,
    options: { push, stompPort: Number(new URL(urls['ibm-hmc-stomp']).port) },
  };
  // JSON is YAML.
  return JSON.stringify({ redis: { url: stage.redisUrl, prefix }, connections: [connection] });
}

async function add(hmc, scripts) {
  return (await ask(`${hmc}/jobs`, 'POST', scripts)).keys;
}

async function ask(url, method = 'GET', content) {
  const { statusCode, body } = await request(url, {
    method,
    body: content === undefined ? null : JSON.stringify(content),
  });
  const text = await body.text();
  if (statusCode >= 400) throw new Error(`${method} ${url}: ${statusCode} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
