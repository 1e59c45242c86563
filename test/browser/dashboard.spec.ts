import { eventually, KEYS, Stage } from '../stage/index.js';
import { graveFaults } from './axe.js';
import { Chromium } from './chromium.js';
import { DashboardPage } from './dashboard.page.js';

const START_WITHIN_MS = 150_000;
const TEST_WITHIN_MS = 90_000;
const HMC_JOB = 'c0ffee00-107f-11e1-bde0-0010184c8334';

describe('the dashboard in a browser', () => {
  let stage: Stage;
  let chromium: Chromium;

  beforeAll(async () => {
    [stage, chromium] = await Promise.all([Stage.open(), Chromium.launch()]);
    await stage.simulator.of('ibm-hmc').add({ id: HMC_JOB, durationMs: 3_600_000, outcome: 'succeeded' });
    await stage.client().track({ connection: 'hmc-lab', key: HMC_JOB, name: 'Start the partition' });
  }, START_WITHIN_MS);
  afterAll(() => Promise.all([chromium?.close(), stage?.close()]));

  async function visit(...[screen]: Parameters<Chromium['page']>) {
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
      await page.getByLabel('API key or token').waitFor();
      await page.reload();
      await page.getByLabel('API key or token').waitFor();
      expect(record.faults).toEqual([]);
    },
    TEST_WITHIN_MS,
  );

  it(
    'shows the connections and counts as they are, and asks nobody but the gateway',
    async () => {
      const { dashboard, page, record } = await visit();
      await dashboard.openWith(KEYS.operator);
      for (const { name } of stage.configuration.connections) {
        await dashboard.connection(name).getByText('Up', { exact: true }).waitFor();
      }
      await eventually(async () => expect(await dashboard.tile('Running').textContent()).toMatch(/^ *Running1$/));
      expect(await graveFaults(page)).toEqual([]);
      expect(record.requests.filter((url) => new URL(url).origin !== stage.gateway.url)).toEqual([]);
      expect(record.faults).toEqual([]);
    },
    TEST_WITHIN_MS,
  );
});
