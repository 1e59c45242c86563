import { seedJobs } from '../bench/cached-read.seed.mjs';
import { KEYS, Stage } from '../stage/index.js';
import { Chromium } from './chromium.js';
import { DashboardPage } from './dashboard.page.js';
import { scrollThrough, type Scrolling } from './scrolling.script.mjs';
import { longestTaskOf } from './task.trace.mjs';

const START_WITHIN_MS = 150_000;
const TEST_WITHIN_MS = 120_000;
/** `npm run bench -- dashboard` does it with a hundred thousand, and takes the time by the clock. */
const ROWS = 5_000;
const LONGEST_TASK_MS = 100;

describe('a list of very many jobs in a browser', () => {
  let stage: Stage;
  let chromium: Chromium;

  beforeAll(async () => {
    [stage, chromium] = await Promise.all([Stage.open({ workers: 0 }), Chromium.launch()]);
    await seedJobs(stage.redis.url, stage.configuration.redis.prefix, 'otc-prod', ROWS);
  }, START_WITHIN_MS);
  afterAll(() => Promise.all([chromium?.close(), stage?.close()]));

  it(
    'scrolls to its end without a halt, and has only what is in view in the page',
    async () => {
      const { page } = await chromium.page({ width: 1280, height: 800 });
      const dashboard = new DashboardPage(page, stage.gateway.url);
      await dashboard.openWith(KEYS.reader, '/jobs');
      await dashboard.rows.first().waitFor();
      let end: Scrolling | null = null;
      const longestTask = await longestTaskOf(page, async () => {
        end = (await page.evaluate(scrollThrough({ rows: ROWS, pixelsPerFrame: 2_000 }))) as Scrolling;
      });
      expect(end).toMatchObject({ rows: ROWS });
      expect(end!.nodes).toBeLessThan(2_500);
      await page.getByText(`${ROWS.toLocaleString('en')} jobs`, { exact: true }).waitFor();
      await dashboard.row(`${(ROWS - 1).toString(16).padStart(8, '0')}a8de`).waitFor();
      expect(longestTask).toBeLessThanOrEqual(LONGEST_TASK_MS);

      // The keyboard goes to rows that are far away, too; a row that is scrolled away takes the focus with it.
      const focused = page.locator('[role=row]:focus');
      await dashboard.rows.first().focus();
      await page.keyboard.press('Home');
      expect(await focused.getAttribute('aria-rowindex')).toBe('2');
      await page.keyboard.press('End');
      expect(await focused.getAttribute('aria-rowindex')).toBe(String(ROWS + 1));
      await page.evaluate("document.querySelector('.jobs-scroller').scrollTop = 0");
      await page.locator('[aria-rowindex="2"]').waitFor();
      expect(await focused.count()).toBe(0);
    },
    TEST_WITHIN_MS,
  );
});
