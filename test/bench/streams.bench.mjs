// How soon open streams of events hear of a change after it was committed, over real sockets: thousands of streams of one job
// each, and as many of all jobs, beside a bare node:http server that sends the same bytes to as many streams.
// npm run bench -- streams [--streams 5000] [--changes 20]
import { request } from 'undici';
import { applyObservation } from '#libs/jobs';
import { Store } from '#libs/store';
import { valueBelow } from './bench.bars.mjs';
import { readOptions } from './bench.options.mjs';
import { BenchReport, quantile } from './bench.report.mjs';
import { BenchStage } from './bench.stage.mjs';
import { OTHER_CORE, pinSelf } from './core.pinning.mjs';
import { AUTHORIZED, CONNECTION, PREFIX, startGateway } from './gateway.under-test.mjs';
import { numberedId, seedJobs } from './cached-read.seed.mjs';
import { EventReaders } from './load/event.readers.mjs';
import { locationOf } from './redis.location.mjs';

const options = readOptions({ streams: 5_000, changes: 20 });
const HOUR_MS = 3_600_000;
const BARS = { p99: valueBelow(200) };
const faults = [];

await BenchStage.with(options, async (stage) => {
  pinSelf(OTHER_CORE);
  const { streams, changes } = options;
  const { id } = await seedJobs(stage.redisUrl, PREFIX, CONNECTION, streams);
  const store = Store.connect(locationOf(stage.redisUrl), PREFIX);
  const report = new BenchReport('streams');
  try {
    const { url } = await startGateway(stage);
    const { line: bareUrl } = await stage.start('bare', './references/bare-sse.server.mjs', []);
    const ids = Array.from({ length: streams }, (_, number) => numberedId(id, number));
    const own = await measure(
      url,
      ids.map((one) => `/jobs/${one}/events`),
      async (readers) => {
        const lags = [];
        for (let turn = 0; turn < changes * 10; turn += 1) {
          lags.push(...(await told(readers, ids[(turn * 7919) % streams], 1, store, turn)));
        }
        return lags;
      },
    );
    tell(report, `${streams} streams of a job each`, own);
    // Nothing has changed since then: what snapshots cost is not measured here.
    const shared = `/events?connection=${CONNECTION}&updatedSince=${new Date(Date.now() + 1).toISOString()}`;
    const all = await measure(
      url,
      ids.map(() => shared),
      async (readers) => {
        // Streams take turns to begin: once all have heard of one change, none of them is still about to.
        await told(readers, ids[0], streams, store, 0);
        const lags = [];
        for (let turn = 0; turn < changes; turn += 1) lags.push(...(await told(readers, ids[0], streams, store, turn)));
        return lags;
      },
    );
    const bare = await measure(
      bareUrl,
      ids.map(() => '/'),
      async (readers) => {
        const lags = [];
        for (let turn = 0; turn < changes; turn += 1)
          lags.push(...(await posted(readers, bareUrl, streams, turn + 1, ids[0])));
        return lags;
      },
    );
    tell(report, `${streams} streams of all jobs`, all, bare);
    report.table();
  } finally {
    await store.close();
  }
  for (const fault of faults) console.error(`FAULT: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
});

async function measure(url, paths, play) {
  const readers = new EventReaders();
  const startedAt = performance.now();
  await readers.open(url, AUTHORIZED, paths);
  const openedIn = performance.now() - startedAt;
  const lags = await play(readers);
  if (readers.lost > 0) faults.push(`${readers.lost} streams were lost at ${url}`);
  readers.close();
  return { lags, openedIn };
}

/** The lags with which so many readers heard of one more change of a job, milliseconds. */
async function told(readers, id, expected, store, turn) {
  const [connection, key] = id.split('~');
  const { record } = await store.jobs.read({ connection, key });
  const hearing = readers.hear(id, record.revision + 1, expected);
  const seen = {
    ...{ state: 'running', upstreamState: 'RUNNING', rule: 'bench' },
    progress: { ...record.progress, percent: (record.progress.percent + 1 + (turn % 7)) % 100 },
  };
  await store.jobs.update({ connection, key }, (current) => {
    const revised = applyObservation(current.record, seen, { at: Date.now(), source: 'poll', retentionMs: HOUR_MS });
    revised.record.observation.nextCheckAt = Date.now() + HOUR_MS;
    return { revised };
  });
  const committedAt = performance.now();
  // Some hear of it before the one who committed does.
  return (await hearing).map((at) => Math.max(0, at - committedAt));
}

/** The same where the bytes are handed to a server that sends them to everybody. */
async function posted(readers, url, expected, revision, id) {
  const hearing = readers.hear(id, revision, expected);
  const body = `event: job\ndata: {"id":"${id}","revision":${revision},"text":"${'x'.repeat(1_400)}"}\n\n`;
  const startedAt = performance.now();
  const { body: answer } = await request(url, { method: 'POST', body });
  await answer.dump();
  return (await hearing).map((at) => at - startedAt);
}

function tell(report, situation, { lags, openedIn }, bare) {
  for (const [metric, share] of [
    ['p50', 0.5],
    ['p99', 0.99],
    ['max', 1],
  ]) {
    const value = [quantile(lags, share)];
    const name = `${situation}: ${metric}`;
    if (bare) report.ratio(name, 'ms', value, 'bare node:http', [quantile(bare.lags, share)], BARS[metric]);
    else report.figure(name, 'ms', value, BARS[metric]);
  }
  report.figure(`${situation}: opened in`, 'ms', [openedIn]);
}
