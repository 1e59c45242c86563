// How long after a change was committed a gateway that holds an answer still tells the old one: two gateways, each asked
// without a pause from the commit on, beside a bare client that asks Redis for the record in the same way. At rest, and while
// one gateway is under full load. npm run bench -- coherence [--changes 400] [--connections 64] [--generator wrk|sockets]
import { Agent, request } from 'undici';
import { applyObservation } from '#libs/jobs';
import { Store } from '#libs/store';
import { valueBelow } from './bench.bars.mjs';
import { readOptions } from './bench.options.mjs';
import { BenchReport, quantile } from './bench.report.mjs';
import { BenchStage } from './bench.stage.mjs';
import { OTHER_CORE, pinSelf } from './core.pinning.mjs';
import { AUTHORIZED, CONNECTION, PREFIX, startGateway } from './gateway.under-test.mjs';
import { numberedId, seedJobs } from './cached-read.seed.mjs';
import { generateLoad, provideGenerator } from './load/load.generator.mjs';
import { locationOf } from './redis.location.mjs';

const options = readOptions({ changes: 400, connections: 64, generator: 'best' });
const JOBS = 50;
const HOUR_MS = 3_600_000;
const LOAD_SECONDS_PER_CHANGE = 0.2;
/** By quantile: how long any gateway may tell the old. */
const BARS = { 0.99: valueBelow(50) };
const dispatcher = new Agent({ connections: 1, pipelining: 1 });

options.generator = await provideGenerator(options.generator);

await BenchStage.with(options, async (stage) => {
  pinSelf(OTHER_CORE);
  const { id } = await seedJobs(stage.redisUrl, PREFIX, CONNECTION, JOBS);
  const gateways = [await startGateway(stage), await startGateway(stage)];
  const store = Store.connect(locationOf(stage.redisUrl), PREFIX);
  const poller = Store.connect(locationOf(stage.redisUrl), PREFIX);
  try {
    await compare({ id, gateways, store, poller });
  } finally {
    await poller.close();
    await store.close();
  }
});

async function compare(scene) {
  const report = new BenchReport('coherence');
  tell(report, 'at rest', await changes(scene, options.changes));
  const few = Math.ceil(options.changes / 4);
  const load = { generator: options.generator, headers: AUTHORIZED, connections: options.connections };
  const url = `${scene.gateways[0].url}/jobs/${numberedId(scene.id, JOBS - 1)}`;
  const loading = generateLoad({ ...load, url, seconds: Math.ceil(few * LOAD_SECONDS_PER_CHANGE) });
  tell(report, 'the first one loaded', await changes(scene, few));
  await loading;
  report.table();
}

function tell(report, situation, { first, second, bare }) {
  for (const share of [0.5, 0.99]) {
    const metric = (gateway) => `${situation}: ${gateway} gateway, p${share * 100}`;
    for (const [gateway, lags] of Object.entries({ first, second })) {
      report.ratio(
        metric(gateway),
        'ms',
        [quantile(lags, share)],
        'polling Redis',
        [quantile(bare, share)],
        BARS[share],
      );
    }
  }
}

/** Commits changes one after the other; the lags that the gateways and a bare client had, milliseconds. */
async function changes({ id, gateways, store, poller }, count) {
  const lags = { first: [], second: [], bare: [] };
  for (let index = 0; index < count; index += 1) {
    const job = numberedId(id, index % JOBS);
    await Promise.all(gateways.map(({ url }) => revisionAt(url, job)));
    const revision = await change(store, job, index);
    const committedAt = performance.now();
    const told = (url) => untilRevision(url, job, revision).then((at) => at - committedAt);
    const polled = untilStored(poller, job, revision).then((at) => at - committedAt);
    const [first, second, bare] = await Promise.all([...gateways.map(({ url }) => told(url)), polled]);
    lags.first.push(first);
    lags.second.push(second);
    lags.bare.push(bare);
  }
  return lags;
}

async function change(store, id, index) {
  const [connection, key] = id.split('~');
  const { stored } = await store.jobs.update({ connection, key }, ({ record }) => {
    const progress = { percent: (record.progress.percent + 1 + (index % 7)) % 100, done: null, total: null };
    const seen = {
      state: 'running',
      upstreamState: 'RUNNING',
      rule: 'bench',
      progress: { ...record.progress, ...progress },
    };
    const revised = applyObservation(record, seen, { at: Date.now(), source: 'poll', retentionMs: HOUR_MS });
    revised.record.observation.nextCheckAt = Date.now() + HOUR_MS;
    return { revised };
  });
  return stored.record.revision;
}

async function revisionAt(url, id) {
  const { headers, body } = await request(`${url}/jobs/${id}`, { headers: AUTHORIZED, dispatcher });
  await body.dump();
  return Number(/"(\d+)"/.exec(headers.etag)[1]);
}

/** When the first answer of this revision had arrived. */
async function untilRevision(url, id, revision) {
  while ((await revisionAt(url, id)) < revision);
  return performance.now();
}

/** A client that asks Redis for the record again and again. */
async function untilStored(store, id, revision) {
  const [connection, key] = id.split('~');
  while ((await store.jobs.read({ connection, key })).record.revision < revision);
  return performance.now();
}
