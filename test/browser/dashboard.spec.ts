import { always, eventually, KEYS, Stage } from '../stage/index.js';
import { graveFaults } from './axe.js';
import { Chromium, type Screen } from './chromium.js';
import {
  RUNNING_JOBS,
  SHOWN_JOBS,
  trackShownJobs,
  withConnectionOfSeldomLooks,
  type ShownJob,
} from './dashboard.jobs.js';
import { DashboardPage } from './dashboard.page.js';
import { picture } from './pictures.js';

const START_WITHIN_MS = 150_000;
const TEST_WITHIN_MS = 90_000;
const PHONE: Screen = { width: 360, height: 740 };

describe('the dashboard in a browser', () => {
  let stage: Stage;
  let chromium: Chromium;
  let jobs: Record<ShownJob, string>;

  beforeAll(async () => {
    [stage, chromium] = await Promise.all([Stage.open({ configure: withConnectionOfSeldomLooks }), Chromium.launch()]);
    jobs = await trackShownJobs(stage);
  }, START_WITHIN_MS);
  afterAll(() => Promise.all([chromium?.close(), stage?.close()]));

  async function visit(screen?: Screen) {
    const { page, record } = await chromium.page(screen);
    return { dashboard: new DashboardPage(page, stage.gateway.url), page, record };
  }

  it(
    'lets nobody in with a wrong key, and keeps a right one for the tab',
    async () => {
      const { dashboard, page, record } = await visit();
      await dashboard.open();
      await dashboard.signIn('nobody-knows-this-key');
      await page.getByRole('alert').getByText('Invalid or expired API key').waitFor();
      expect(await graveFaults(page)).toEqual([]);
      await dashboard.signIn(KEYS.reader);
      await dashboard.connection('hmc-lab').waitFor();
      await page.reload();
      await dashboard.connection('hmc-lab').waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.reload();
      await page.getByLabel('API key or token').waitFor();
      expect(record.faults).toEqual([]);
    },
    TEST_WITHIN_MS,
  );

  it(
    'shows the connections and counts as they are, loses an upstream and gets it back',
    async () => {
      const { dashboard, page, record } = await visit();
      await dashboard.openWith(KEYS.operator);
      for (const { name } of stage.configuration.connections) {
        await dashboard.connection(name).getByText('Up', { exact: true }).waitFor();
      }
      await eventually(async () =>
        expect((await dashboard.tile('Running').textContent())?.trim()).toBe(`Running${RUNNING_JOBS}`),
      );
      await page.getByText('No jobs need attention').waitFor();

      await stage.simulator.of('datameer').injectFault({ kind: 'refuse-connections' });
      await dashboard.connection('dm-prod').getByText('Down', { exact: true }).waitFor();
      await dashboard.connection('dm-prod').getByText('open').waitFor();
      const attention = page.getByRole('region', { name: 'Needs attention' });
      await attention.getByText('dm-prod · Upstream unreachable').first().waitFor();
      // What is not freshly known is told apart by more than a color.
      await attention.getByText('Unreachable', { exact: true }).first().waitFor();
      expect(await graveFaults(page)).toEqual([]);
      await picture(page, 'overview-upstream-down', { colorScheme: 'dark' });

      await stage.simulator.of('datameer').clearFaults();
      await dashboard.connection('dm-prod').getByText('Up', { exact: true }).waitFor();
      await page.getByText('No jobs need attention').waitFor();
      await picture(page, 'overview', { colorScheme: 'light' });
      expect(record.requests.filter((url) => new URL(url).origin !== stage.gateway.url)).toEqual([]);
      expect(record.faults).toEqual([]);
    },
    TEST_WITHIN_MS,
  );

  it(
    'finds jobs by what is typed, keeps that in the address, and is used without a mouse',
    async () => {
      const { dashboard, page, record } = await visit();
      await dashboard.openWith(KEYS.operator, '/jobs');
      await eventually(async () => expect(await dashboard.rows.count()).toBe(SHOWN_JOBS));
      await picture(page, 'jobs', { colorScheme: 'light' });
      await page.keyboard.press('/');
      await page.keyboard.type('nightly');
      await eventually(async () => expect(await dashboard.rows.count()).toBe(1));
      expect(page.url()).toContain('q=nightly');
      await page.getByText('Views').click();
      await page.getByLabel('Save view as').fill('Nights');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'Clear' }).click();
      await eventually(async () => expect(await dashboard.rows.count()).toBe(SHOWN_JOBS));
      await page.getByText('Views').click();
      await page.getByRole('link', { name: 'Nights', exact: true }).click();
      await eventually(async () => expect(await dashboard.rows.count()).toBe(1));
      expect(await graveFaults(page)).toEqual([]);

      await dashboard.rows.first().focus();
      await page.keyboard.press('Enter');
      await dashboard.job.getByRole('heading', { name: 'Nightly load' }).waitFor();
      expect(page.url()).toContain(`#/jobs/${encodeURIComponent(jobs.lasting)}`);
      await picture(page, 'job-under-way', { colorScheme: 'dark' });
      expect(record.faults).toEqual([]);
    },
    TEST_WITHIN_MS,
  );

  it(
    'shows what happens to a job while one looks, in the list and on its own page',
    async () => {
      const { dashboard, page, record } = await visit();
      const key = jobs.watched.slice(jobs.watched.indexOf('~') + 1);
      await dashboard.openWith(KEYS.operator, '/jobs?connection=hmc-lab');
      await dashboard.row('Start the partition').locator('.state-badge', { hasText: 'Running' }).waitFor();
      await dashboard.row('Start the partition').click();
      await dashboard.shows('Running');
      await stage.simulator.of('ibm-hmc').change(key, { endsInMs: 0 });
      await dashboard.shows('Succeeded');
      await dashboard.job.getByText('Final').waitFor();
      const history = page.getByRole('region', { name: 'Timeline' });
      await history.locator('.state-badge', { hasText: 'Succeeded' }).waitFor();
      await history
        .getByText(/at most .* earlier/)
        .first()
        .waitFor();
      await page.getByRole('tab', { name: 'Explain' }).click();
      await page.getByText('State mapping').waitFor();
      await page.getByRole('tab', { name: 'Raw response' }).click();
      await page.getByText('job-status-code').waitFor();
      await dashboard.open(`/jobs/${jobs.measured}`);
      await page.locator('canvas').first().waitFor();
      // The chart was drawn for the whole width, of which it gets a part now.
      await page.setViewportSize({ width: 1280, height: 820 });
      await eventually(async () => {
        const [chart, facts] = await Promise.all([
          page.locator('canvas').first().boundingBox(),
          page.getByRole('region', { name: 'Details' }).boundingBox(),
        ]);
        expect(chart!.x + chart!.width).toBeLessThan(facts!.x);
      });
      await picture(page, 'job', { colorScheme: 'light' });
      await dashboard.open('/jobs?connection=hmc-lab');
      await dashboard.row('Start the partition').locator('.state-badge', { hasText: 'Succeeded' }).waitFor();
      expect(record.faults).toEqual([]);
    },
    TEST_WITHIN_MS,
  );

  it(
    'cancels a job after a question, and tells whoever may not why not',
    async () => {
      const reader = await visit();
      await reader.dashboard.openWith(KEYS.reader, `/jobs/${jobs.canceled}`);
      const operator = await visit();
      await operator.dashboard.openWith(KEYS.operator, `/jobs/${jobs.canceled}`);
      for (const { page } of [reader, operator]) {
        await page.getByRole('button', { name: 'Cancel job' }).click();
        expect(await graveFaults(page)).toEqual([]);
        await page.getByRole('button', { name: 'Confirm cancellation' }).click();
        if (page !== reader.page) continue;
        await page.getByRole('alert').getByText('Your key cannot cancel jobs').waitFor();
        expect(await page.getByRole('button', { name: 'Cancel job' }).isDisabled()).toBe(true);
      }
      // Both see what becomes of it.
      for (const { dashboard } of [reader, operator]) await dashboard.shows('Canceled');
      expect([...reader.record.faults, ...operator.record.faults]).toEqual([]);
    },
    TEST_WITHIN_MS,
  );

  it(
    'says so when the gateway is away or takes the key no longer, and goes on where it was',
    async () => {
      const { dashboard, page } = await visit();
      await dashboard.openWith(KEYS.operator, '/jobs?q=nightly');
      await dashboard.row('Nightly load').waitFor();
      await page.context().setOffline(true);
      await page.locator('.unreachable-banner').getByText('The gateway is unreachable.').waitFor();
      await page.locator('.live').getByText('disconnected').waitFor();
      await dashboard.row('Nightly load').waitFor();
      await page.context().setOffline(false);
      await page.locator('.unreachable-banner').waitFor({ state: 'hidden' });

      await page.route('**/jobs/summary*', (route) =>
        route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer withdrawn' } }),
      );
      await page.getByText('Your key is no longer valid').waitFor();
      await page.unroute('**/jobs/summary*');
      await dashboard.signIn(KEYS.operator);
      await dashboard.row('Nightly load').waitFor();
    },
    TEST_WITHIN_MS,
  );

  it(
    'has nobody look upstream, whatever the browser adds to its questions',
    async () => {
      const { dashboard, page, record } = await visit();
      const otc = stage.simulator.of('otc-ims');
      const key = jobs.archived.slice(jobs.archived.indexOf('~') + 1);
      const looks = await otc.callsFor(key);
      // As with open developer tools: every question carries `no-cache`, unless it says itself how old an answer may be.
      const tools = await page.context().newCDPSession(page);
      await tools.send('Network.enable');
      await tools.send('Network.setCacheDisabled', { cacheDisabled: true });
      await dashboard.openWith(KEYS.operator, '/jobs?connection=otc-archive');
      await dashboard.row('Archive').waitFor();
      await page.reload();
      await dashboard.row('Archive').waitFor();
      await dashboard.row('Archive').click();
      await dashboard.shows('Running');
      const readsOfTheJob = () =>
        record.requests.filter((url) => url.endsWith(`/jobs/${encodeURIComponent(jobs.archived)}`));
      const reads = readsOfTheJob().length;
      await eventually(() => expect(readsOfTheJob().length).toBeGreaterThan(reads));
      expect(await otc.callsFor(key)).toBe(looks);
      // Whoever insists has somebody look.
      await stage.client().get(`/jobs/${encodeURIComponent(jobs.archived)}`, { 'cache-control': 'no-cache' });
      expect(await otc.callsFor(key)).toBe(looks + 1);
      expect(record.faults).toEqual([]);
    },
    TEST_WITHIN_MS,
  );

  it(
    'sends no request while it is hidden, and one at once when it is visible again',
    async () => {
      const { dashboard, record } = await visit();
      await dashboard.openWith(KEYS.operator);
      await dashboard.connection('hmc-lab').waitFor();
      await dashboard.lookAway(true);
      const asked = record.requests.length;
      // Longer than from one question to the next.
      await always(() => expect(record.requests.length).toBe(asked), 6_000);
      await dashboard.lookAway(false);
      await eventually(() => expect(record.requests.length).toBeGreaterThan(asked), 2_000);
      expect(record.faults).toEqual([]);
    },
    TEST_WITHIN_MS,
  );

  it(
    'can be used by everybody, on a telephone too, in the light and in the dark',
    async () => {
      const { dashboard, page, record } = await visit(PHONE);
      await dashboard.openWith(KEYS.operator);
      const places: [string, string][] = [
        ['/', 'since you opened this page'],
        ['/jobs', 'Nightly load'],
        [`/jobs/${jobs.measured}`, 'lab-vm1'],
        ['/jobs?q=nothing-is-called-so', 'No jobs match these filters'],
        ['/jobs/dm-prod~987654', 'Job not found'],
      ];
      for (const [address, words] of places) {
        await dashboard.open(address);
        await page.getByText(words).first().waitFor();
        expect([address, await dashboard.overflow()]).toEqual([address, 0]);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          expect([address, colorScheme, await graveFaults(page)]).toEqual([address, colorScheme, []]);
        }
        if (address === '/jobs') await picture(page, 'jobs-telephone', { colorScheme: 'dark', screen: PHONE });
      }
      expect(record.faults).toEqual([]);
    },
    TEST_WITHIN_MS,
  );

  it(
    'asks for no key where everybody may read',
    async () => {
      stage.reconfigure(({ access }) => (access['anonymous'] = 'read'));
      await eventually(async () => expect((await stage.client(null).get('/jobs')).status).toBe(200));
      const { dashboard, page, record } = await visit();
      await dashboard.open('/jobs?q=nightly');
      await dashboard.row('Nightly load').waitFor();
      expect(await page.getByLabel('API key or token').count()).toBe(0);
      expect(record.faults).toEqual([]);
    },
    TEST_WITHIN_MS,
  );
});
