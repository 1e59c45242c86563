// What one worker on one core can poll, beside a loop that only requests, and one that requests and writes; how late polls are at
// half of that rate; the rate of two workers, and the time in which one takes over from the other when it is killed.
//   npm run bench -- poll-rate                    a quick run, 20,000 jobs, some two minutes
//   npm run bench -- poll-rate --jobs 100000      all jobs of the bars in flight, some five minutes
// [--concurrency 32] [--rounds 3] [--seconds 4] [--parts rates,lateness,workers] [--profile <folder>]
import { readOptions } from './bench.options.mjs';
import { BenchReport } from './bench.report.mjs';
import { BenchStage } from './bench.stage.mjs';
import { canPin, OTHER_CORE, pinSelf } from './core.pinning.mjs';
import { measureLateness } from './poll-rate.lateness.mjs';
import { measureRates } from './poll-rate.rates.mjs';
import { PollRateScene } from './poll-rate.scene.mjs';
import { measureWorkers } from './poll-rate.workers.mjs';

const options = readOptions({
  jobs: 20_000,
  concurrency: 32,
  rounds: 3,
  seconds: 4,
  parts: 'rates,lateness,workers',
});
const parts = options.parts.split(',');

await BenchStage.with(options, async (stage) => {
  pinSelf(OTHER_CORE);
  const report = new BenchReport('poll-rate');
  const scene = await PollRateScene.open(stage, options);
  const placement = canPin ? 'worker on one core; upstreams and Redis on the other' : 'nothing pinned to a core';
  console.log(`${options.jobs} jobs, ${options.concurrency} calls at once for each connection; ${placement}.`);
  if (options.jobs < 100_000)
    console.log('A quick run. With as many jobs in flight as the bars speak of: --jobs 100000');
  // The lateness is measured at half of the rate, so that there is none without it.
  const perSecond = await measureRates(scene, report);
  if (parts.includes('lateness')) await measureLateness(scene, perSecond, report);
  if (parts.includes('workers')) await measureWorkers(scene, report);
  await scene.close();
  report.table();
});
