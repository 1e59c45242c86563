import { eventually, KEYS, Stage } from '../stage/index.js';
import { graveFaults } from './axe.js';
import { Chromium, type Screen } from './chromium.js';
import { DashboardPage } from './dashboard.page.js';

const START_WITHIN_MS = 150_000;
const TEST_WITHIN_MS = 90_000;
const PHONE: Screen = { width: 360, height: 740 };
const HOUR_MS = 3_600_000;

describe('the dashboard in a browser', () => {
  let stage: Stage;
  let chromium: Chromium;
  /** The ids of jobs, by what they are here for. */
  const jobs: Record<'lasting' | 'canceled' | 'watched' | 'measured', string> = {} as never;

  beforeAll(async () => {
    [stage, chromium] = await Promise.all([Stage.open(), Chromium.launch()]);
    const { simulator } = stage;
    jobs.lasting = await track('dm-prod', 'Nightly load', simulator.of('datameer').add(running()));
    jobs.canceled = await track('dm-prod', 'Load to cancel', simulator.of('datameer').add(running()));
    jobs.watched = await track('hmc-lab', 'Start the partition', simulator.of('ibm-hmc').add(running()));
    const query = { durationMs: 300, outcome: 'succeeded', resources: 3 } as const;
    jobs.measured = await track('analyzer', 'Measure', simulator.of('hitachi-analyzer').add(query));
  }, START_WITHIN_MS);
  afterAll(() => Promise.all([chromium?.close(), stage?.close()]));

  const running = () => ({ durationMs: HOUR_MS, outcome: 'succeeded' }) as const;

  async function track(connection: string, name: string, added: Promise<string>): Promise<string> {
    return (await stage.client().track({ connection, key: await added, name, labels: { team: 'bi' } })).id;
  }

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
      await page.getByRole('alert').getByText('does not know this key').waitFor();
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
      await eventually(async () => expect(await dashboard.tile('Running').textContent()).toMatch(/^ *Running3$/));
      await page.getByText('Nothing needs attention').waitFor();

      await stage.simulator.of('datameer').trouble({ kind: 'refuse-connections' });
      await dashboard.connection('dm-prod').getByText('Down', { exact: true }).waitFor();
      await dashboard.connection('dm-prod').getByText('open').waitFor();
      const attention = page.getByRole('region', { name: 'Needs attention' });
      await attention.getByText('dm-prod · Upstream unreachable').first().waitFor();
      // What is not freshly known is told apart by more than a colour.
      await attention.getByText('Unreachable', { exact: true }).first().waitFor();
      expect(await graveFaults(page)).toEqual([]);

      await stage.simulator.of('datameer').clearTroubles();
      await dashboard.connection('dm-prod').getByText('Up', { exact: true }).waitFor();
      await page.getByText('Nothing needs attention').waitFor();
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
      await eventually(async () => expect(await dashboard.rows.count()).toBe(4));
      await page.keyboard.press('/');
      await page.keyboard.type('nightly');
      await eventually(async () => expect(await dashboard.rows.count()).toBe(1));
      expect(page.url()).toContain('q=nightly');
      await page.getByText('Views').click();
      await page.getByLabel('Save what is shown as').fill('Nights');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'Clear' }).click();
      await eventually(async () => expect(await dashboard.rows.count()).toBe(4));
      await page.getByText('Views').click();
      await page.getByRole('link', { name: 'Nights', exact: true }).click();
      await eventually(async () => expect(await dashboard.rows.count()).toBe(1));
      expect(await graveFaults(page)).toEqual([]);

      await dashboard.rows.first().focus();
      await page.keyboard.press('Enter');
      await dashboard.job.getByRole('heading', { name: 'Nightly load' }).waitFor();
      expect(page.url()).toContain(`#/jobs/${encodeURIComponent(jobs.lasting)}`);
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
      await dashboard.row('Start the partition').locator('.state-mark', { hasText: 'Running' }).waitFor();
      await dashboard.row('Start the partition').click();
      await dashboard.shows('Running');
      await stage.simulator.of('ibm-hmc').change(key, { endsInMs: 0 });
      await dashboard.shows('Succeeded');
      await dashboard.job.getByText('Final').waitFor();
      const history = page.getByRole('region', { name: 'What happened' });
      await history.locator('.state-mark', { hasText: 'Succeeded' }).waitFor();
      await history
        .getByText(/at most .* before/)
        .first()
        .waitFor();
      await page.getByRole('tab', { name: 'Why so' }).click();
      await page.getByText('How it was read').waitFor();
      await page.getByRole('tab', { name: 'Last answer' }).click();
      await page.getByText('job-status-code').waitFor();
      await page.goBack();
      await dashboard.row('Start the partition').locator('.state-mark', { hasText: 'Succeeded' }).waitFor();
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
        await page.getByRole('button', { name: 'Cancel the job' }).click();
        if (page !== reader.page) continue;
        await page.getByRole('alert').getByText('Your key may look at jobs, but not cancel them').waitFor();
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
      await page.locator('.away-banner').getByText('The gateway does not answer.').waitFor();
      await page.locator('.live').getByText('not live').waitFor();
      await dashboard.row('Nightly load').waitFor();
      await page.context().setOffline(false);
      await page.locator('.away-banner').waitFor({ state: 'hidden' });

      await page.route('**/jobs/summary*', (route) =>
        route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer withdrawn' } }),
      );
      await page.getByText('The gateway no longer accepts this key').waitFor();
      await page.unroute('**/jobs/summary*');
      await dashboard.signIn(KEYS.operator);
      await dashboard.row('Nightly load').waitFor();
    },
    TEST_WITHIN_MS,
  );

  it.each(['light', 'dark'] as const)(
    'can be used by everybody, on a telephone too, and in the %s',
    async (colorScheme) => {
      const { dashboard, page, record } = await visit(PHONE);
      await page.emulateMedia({ colorScheme });
      await dashboard.openWith(KEYS.operator);
      const places: [string, string][] = [
        ['/', 'since you opened this page'],
        ['/jobs', 'Nightly load'],
        [`/jobs/${jobs.measured}`, 'lab-vm1'],
        ['/jobs?q=nothing-is-called-so', 'Nothing passes these filters'],
        ['/jobs/dm-prod~987654', 'There is no such job'],
      ];
      for (const [address, words] of places) {
        await dashboard.open(address);
        await page.getByText(words).first().waitFor();
        expect([address, await dashboard.overflow()]).toEqual([address, 0]);
        expect([address, await graveFaults(page)]).toEqual([address, []]);
      }
      expect(record.faults).toEqual([]);
    },
    TEST_WITHIN_MS,
  );
});
