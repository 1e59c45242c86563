// What many connections cost: idle, at work, when a worker dies, and how they are spread over a Redis Cluster.
//   npm run bench -- fleet                           1,000 connections, some seven minutes
// [--connections 1000] [--jobsEach 10] [--intervalMs 10000] [--seconds 20] [--concurrency 32]
// [--parts idle,work,takeover,cluster] [--reference <folder of another build>] [--profile <folder>]
import { readOptions } from './bench.options.mjs';
import { BenchReport } from './bench.report.mjs';
import { BenchStage } from './bench.stage.mjs';
import { OTHER_CORE, pinSelf } from './core.pinning.mjs';
import { measureCluster } from './fleet.cluster.mjs';
import { measureIdle } from './fleet.idle.mjs';
import { measureTakeover } from './fleet.takeover.mjs';
import { measureWork } from './fleet.work.mjs';

const options = readOptions({
  connections: 1_000,
  jobsEach: 10,
  intervalMs: 10_000,
  seconds: 20,
  concurrency: 32,
  parts: 'idle,work,takeover,cluster',
  reference: '',
});

const PARTS = { idle: measureIdle, work: measureWork, takeover: measureTakeover, cluster: measureCluster };

await BenchStage.with(options, async (stage) => {
  pinSelf(OTHER_CORE);
  const report = new BenchReport('fleet');
  const { line } = await stage.start('upstreams', './upstreams/instant.upstreams.mjs', [], { beside: true });
  const upstream = JSON.parse(line).urls.datameer;
  const reference = options.reference === '' ? undefined : options.reference;
  for (const part of options.parts.split(',')) await PARTS[part]({ stage, options, upstream, report, reference });
  report.table();
});
