// How the list of the dashboard scrolls with very many jobs, each page read as it comes into view. npm run bench -- dashboard
// [--jobs 100000] [--rounds 3] [--pixels 6000]
import { chromium } from 'playwright-core';
import { provideChromium } from '../../scripts/programs/programs.mjs';
import { scrollThrough } from '../browser/scrolling.script.mjs';
import { longestTaskOf } from '../browser/task.trace.mjs';
import { readOptions } from './bench.options.mjs';
import { valueAtMost } from './bench.bars.mjs';
import { BenchReport } from './bench.report.mjs';
import { BenchStage } from './bench.stage.mjs';
import { AUTHORIZED, CONNECTION, PREFIX, startGateway } from './gateway.under-test.mjs';
import { seedJobs } from './cached-read.seed.mjs';

const options = readOptions({ jobs: 100_000, rounds: 3, pixels: 6_000 });
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
const LONGEST_TASK_MS = 100;

await BenchStage.with(options, async (stage) => {
  await seedJobs(stage.redisUrl, PREFIX, CONNECTION, options.jobs);
  const gateway = await startGateway(stage);
  const browser = await chromium.launch({ executablePath: await provideChromium(), args: FLAGS });
  try {
    const rounds = [];
    for (let round = 0; round < options.rounds; round += 1) rounds.push(await scrolled(browser, gateway.url));
    const report = new BenchReport('dashboard');
    const figure = (name, metric, unit, bar) =>
      report.figure(
        metric,
        unit,
        rounds.map((one) => one[name]),
        bar,
      );
    figure('longestTask', `longest task, ${options.jobs} rows`, 'ms', valueAtMost(LONGEST_TASK_MS));
    figure('processorTime', 'the same, processor time', 'ms');
    figure('longTasks', 'tasks over 50 ms', 'tasks');
    figure('framesPerSecond', 'frames', 'frames/s');
    figure('seconds', 'from the first row to the last', 's');
    figure('nodes', 'elements in the page', 'elements');
    report.table();
  } finally {
    await browser.close();
  }
});

async function scrolled(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const key = AUTHORIZED.Authorization.replace('Bearer ', '');
  await page.addInitScript(`sessionStorage.setItem('jobgate.key', ${JSON.stringify(key)})`);
  await page.goto(`${url}/#/jobs`);
  await page.locator('[role=row][data-index]').first().waitFor();
  let figures;
  const processorTime = await longestTaskOf(page, async () => {
    figures = await page.evaluate(scrollThrough({ rows: options.jobs, pixelsPerFrame: options.pixels }));
  });
  await page.close();
  if (figures.rows !== options.jobs) throw new Error(`${figures.rows} of ${options.jobs} rows came into view.`);
  return { ...figures, processorTime };
}
