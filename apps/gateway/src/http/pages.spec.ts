import { GatewayStage } from '../../test/gateway.stage.js';

const PAGES = {
  dashboard: ['/', '/assets/x.js', '/assets'],
  docs: [
    '/docs',
    '/docs/',
    '/DOCS',
    '/docs/swagger-ui.css',
    '/docs/nothing',
    '/openapi.json',
    '/OpenAPI.yaml',
    '/docs?a=b',
  ],
  queues: ['/queues', '/Queues/', '/queues/static/x.js', '/queues/api/queues'],
};
type Page = keyof typeof PAGES;
const NAMES = Object.keys(PAGES) as Page[];

let stage: GatewayStage;

beforeAll(async () => {
  stage = await GatewayStage.open({ gateway: { pages: { dashboard: false, docs: false, queues: false } } });
}, 30_000);
afterAll(() => stage.close());

function show(...shown: Page[]): void {
  const pages = {
    dashboard: shown.includes('dashboard'),
    docs: shown.includes('docs'),
    queues: shown.includes('queues'),
  };
  stage.reconfigure((now) => ({ ...now, gateway: { ...now.gateway, pages } }));
}

describe('the pages for people', () => {
  it.each(NAMES)(
    '[gateway.pages] are not there once they are switched off, with all that belongs to them: %s',
    async (page) => {
      show(...NAMES.filter((name) => name !== page));
      for (const path of PAGES[page]) {
        for (const key of [undefined, null]) {
          const { body } = await stage.call('get', path, key).expect(404);
          expect([path, body]).toMatchObject([path, { code: 'route-not-found' }]);
        }
        await stage.call('post', path).expect(404);
        await stage.call('options', path).expect(404);
      }
    },
  );

  it.each(NAMES)('are there while the others are not: %s', async (page) => {
    show(page);
    const { status, body } = await stage.call('get', PAGES[page][0]!);
    // There is no build of the dashboard here.
    if (page === 'dashboard') expect(body).toMatchObject({ code: 'dashboard-not-built' });
    else expect(status).toBe(200);
  });

  it('take nothing of the API with them', async () => {
    show();
    for (const path of [
      '/jobs',
      '/connections',
      '/problems',
      '/problems/route-not-found',
      '/health/live',
      '/metrics',
    ]) {
      await stage.call('get', path).expect(200);
    }
    await stage.call('get', '/docsx').expect(404);
  });
});
