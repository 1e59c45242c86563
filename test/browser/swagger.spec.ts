import type { OpenAPIObject } from '@nestjs/swagger';
import type { Page } from 'playwright-core';
import { eventually, KEYS, Stage } from '../stage/index.js';
import { Chromium, type PageRecord } from './chromium.js';
import { SwaggerPage, type Form, type ShownAnswer } from './swagger.page.js';

const START_WITHIN_MS = 150_000;
const TEST_WITHIN_MS = 90_000;
/** Swagger UI takes a second to unfold a form, and several times as long on a busy machine. */
const ALL_FORMS_WITHIN_MS = 300_000;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const PHONE = { width: 390, height: 844 };

const KEY = 'c0ffee00-107f-11e1-bde0-0010184c8334';
const ID = `hmc-lab~${KEY}`;
const BY_ID = { parameters: { id: ID } };

interface Try {
  operation: string;
  typed: Form;
  /** Default 200. */
  status?: number;
  path?: string;
  shows?: Record<string, unknown>;
}

/** The parsed body as it is shown; fails unless the page shows what really came. */
function shownJson(answer: ShownAnswer | undefined): Record<string, unknown> {
  const shown = JSON.parse(answer?.text ?? '') as Record<string, unknown>;
  expect(answer?.status).toBe(answer?.wire.status);
  expect(shown).toEqual(JSON.parse(answer?.wire.text ?? ''));
  return shown;
}

/** The operations that want something filled in and end with an answer, which a stream does not. */
async function formsOf(stage: Stage): Promise<string[]> {
  const { body } = await stage.client(null).get<OpenAPIObject>('/openapi.json');
  const operations = Object.values(body.paths).flatMap((path) => METHODS.flatMap((method) => path[method] ?? []));
  const forms = operations.filter(({ parameters = [], requestBody }) => parameters.length > 0 || requestBody);
  const ending = forms.filter(({ responses }) => !JSON.stringify(responses).includes('text/event-stream'));
  return ending.map(({ operationId }) => operationId ?? '');
}

/** By how many pixels the page can be pushed to the side. */
async function overflowOf(page: Page): Promise<number> {
  return Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
}

describe('Swagger UI in a browser', () => {
  let stage: Stage;
  let chromium: Chromium;
  let swagger: SwaggerPage;
  let record: PageRecord;
  /** The status of each form that was sent as it is offered. */
  const sent = new Map<string, number | undefined>();

  beforeAll(async () => {
    [stage, chromium] = await Promise.all([Stage.open(), Chromium.launch()]);
    await stage.simulator.of('ibm-hmc').add({ id: KEY, durationMs: 3_600_000, outcome: 'succeeded' });
    const visit = await chromium.page();
    record = visit.record;
    swagger = new SwaggerPage(visit.page, stage.gateway.url);
    await swagger.open();
  }, START_WITHIN_MS);
  afterAll(() => Promise.all([chromium?.close(), stage?.close()]));

  it(
    'shows the problem to somebody who gave no key, keeps a key no longer than the page is there, and drops earlier ones',
    async () => {
      const [refused] = await swagger.send('listConnections', {});
      expect(refused).toMatchObject({ status: 401, wire: { authorization: null } });
      expect(shownJson(refused)).toMatchObject({ code: 'unauthenticated', type: '/problems/unauthenticated' });

      await swagger.authorize(KEYS.operator);
      expect(await swagger.isAuthorized()).toBe(true);
      expect(await swagger.kept()).not.toContain(KEYS.operator);
      await swagger.page.evaluate(`localStorage.setItem('authorized', '${KEYS.operator}')`);
      await swagger.reload();
      expect(await swagger.isAuthorized()).toBe(false);
      expect(await swagger.kept()).not.toContain(KEYS.operator);

      await swagger.authorize(KEYS.operator);
      const [answered] = await swagger.send('listConnections', {});
      expect(answered).toMatchObject({ status: 200, wire: { authorization: `Bearer ${KEYS.operator}` } });
      expect(shownJson(answered)['connections']).toHaveLength(5);
      const [ready] = await swagger.send('checkReady', {});
      expect(shownJson(ready)).toEqual({ status: 'ok', checks: { redis: 'ok', events: 'ok', worker: 'ok' } });
    },
    TEST_WITHIN_MS,
  );

  it.each<Try>([
    { operation: 'trackJob', typed: { body: { id: ID } }, status: 201, path: '/jobs', shows: { id: ID } },
    { operation: 'listJobs', typed: { parameters: { q: KEY } }, shows: { jobs: [{ id: ID }], complete: true } },
    { operation: 'describeJob', typed: { ...BY_ID, body: { name: 'Start' } }, shows: { id: ID, name: 'Start' } },
    { operation: 'readJob', typed: BY_ID, path: `/jobs/${ID}?view=standard`, shows: { id: ID, name: 'Start' } },
    {
      operation: 'readJobHistory',
      typed: BY_ID,
      path: `/jobs/${ID}/history`,
      shows: { transitions: expect.any(Array) },
    },
    { operation: 'explainJob', typed: BY_ID, path: `/jobs/${ID}/explain`, shows: { id: ID } },
    { operation: 'untrackJob', typed: BY_ID, path: `/jobs/${ID}`, status: 204 },
  ])(
    '[gateway.docs] sends $operation as the form is offered, and with the job that is typed in',
    async ({ operation, typed, status = 200, path, shows }) => {
      const [asOffered, answer] = await swagger.send(operation, {}, typed);
      sent.set(operation, asOffered?.status);
      expect(answer).toMatchObject({ status, wire: { status, ...(path && { path }) } });
      if (shows) expect(shownJson(answer)).toMatchObject(shows);
    },
    TEST_WITHIN_MS,
  );

  it(
    'offers no form that is refused as it is',
    async () => {
      for (const operation of await formsOf(stage)) {
        if (sent.has(operation)) continue;
        const [answer] = await swagger.send(operation, {});
        if (answer?.wire.type.includes('json')) shownJson(answer);
        sent.set(operation, answer?.status);
      }
      // Whether a job can be acted on depends on the job, not on the form.
      const refused = [...sent].filter(([, status]) => ![200, 201, 202, 204, 404, 409].includes(status ?? 0));
      expect(refused).toEqual([]);
      expect(Object.fromEntries(sent)).toMatchObject({ listJobs: 200, trackJob: 201, readConnection: 200 });
    },
    ALL_FORMS_WITHIN_MS,
  );

  it('has asked nobody but the gateway, and left no error in the console', () => {
    const elsewhere = record.requests.filter((url) => new URL(url).origin !== stage.gateway.url);
    expect(elsewhere).toEqual([]);
    expect(record.faults).toEqual([]);
  });

  it(
    'fits the width of a telephone, form, answer and all',
    async () => {
      const { page } = await chromium.page(PHONE);
      const small = new SwaggerPage(page, stage.gateway.url);
      await small.open();
      await eventually(async () => expect(await overflowOf(page)).toBeLessThanOrEqual(0));
      const block = await small.unfold('readJob');
      for (const control of ['button.execute', 'input[placeholder=id]', '.response-col_description']) {
        const box = await block.locator(control).first().boundingBox();
        expect(box?.x).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(PHONE.width);
      }
      await eventually(async () => expect(await overflowOf(page)).toBeLessThanOrEqual(0));
    },
    TEST_WITHIN_MS,
  );

  it(
    '[problem.list, problem.type] leads from a problem to a page about it',
    async () => {
      const { page, record: visit } = await chromium.page(PHONE);
      await page.goto(`${stage.gateway.url}/problems`);
      await page.getByRole('link', { name: 'job-not-found' }).click();
      await page.waitForURL('**/problems/job-not-found');
      expect(await page.locator('h1').textContent()).toBe('No such job');
      expect(await page.locator('body').textContent()).toContain('status 404');
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      expect(visit.faults).toEqual([]);
    },
    TEST_WITHIN_MS,
  );
});
