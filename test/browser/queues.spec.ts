import { QueueInspection } from '#libs/requests';
import { GatewayStage, KEY } from '../../apps/gateway/test/gateway.stage.js';
import { Chromium } from './chromium.js';

const TEST_WITHIN_MS = 90_000;

describe('the board of the queues in a browser', () => {
  let stage: GatewayStage;
  let chromium: Chromium;
  let url: string;

  beforeAll(async () => {
    [stage, chromium] = await Promise.all([GatewayStage.open(), Chromium.launch()]);
    url = await stage.app.getUrl();
  }, TEST_WITHIN_MS);
  afterAll(() => Promise.all([chromium?.close(), stage?.close()]));

  it(
    '[gateway.queues, access.basic] opens with a key as the password, and shows what waits for a connection',
    async () => {
      await stage.app.get(QueueInspection).ofConnection('dm-prod')[0].add('observe', { key: 'file-7', askedAt: 1 });
      const { page, record } = await chromium.page(undefined, KEY);
      await page.goto(`${url}/queues`);
      await page.getByText('hmc-lab').first().waitFor();
      await page.getByRole('link', { name: 'dm-prod' }).first().click();
      await page.getByText('"file-7"').waitFor();
      for (const tab of ['Options', 'Logs', 'Error']) await page.getByText(tab, { exact: true }).first().click();
      await page.reload();
      await page.getByText('"file-7"').waitFor();
      for (const wish of ['Retry', 'Remove', 'Clean', 'Pause', 'Promote', 'Add job', 'Update']) {
        expect([wish, await page.getByRole('button', { name: wish }).count()]).toEqual([wish, 0]);
      }
      const elsewhere = record.requests.filter((asked) => !asked.startsWith(url));
      expect([elsewhere, record.faults]).toEqual([[], []]);
    },
    TEST_WITHIN_MS,
  );

  it(
    'asks for a name and a password, and stays closed to somebody who gives none',
    async () => {
      const { page } = await chromium.page();
      await expect(page.goto(`${url}/queues`)).rejects.toThrow('ERR_INVALID_AUTH_CREDENTIALS');
    },
    TEST_WITHIN_MS,
  );
});
