import { jest } from '@jest/globals';
import { CONNECTIONS, eventually, Stage, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

interface Transition {
  from: string;
  to: string;
  reason: string | null;
  upstreamAt: string | null;
  notBefore: string | null;
  notAfter: string;
  source: string;
}

describe('further details of a job', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    stage = await Stage.open();
    client = stage.client();
  });
  afterAll(() => stage?.close());

  describe('its history', () => {
    it('[history.transitions, history.upstream-at, history.interval, history.source] holds every change of state with the interval in which it can be proved', async () => {
      const otc = stage.simulator.of('otc-ims');
      const key = await otc.add({ queuedMs: 2_000, durationMs: 3_000, outcome: 'failed' });
      const id = `otc-prod~${key}`;
      await reaches(client, id, { state: 'queued' });
      await reaches(client, id, { state: 'failed' });
      const { body } = await client.get<{ id: string; transitions: Transition[] }>(`/jobs/${id}/history`);
      expect(body.id).toBe(id);
      expect(body.transitions.map(({ from, to }) => `${from} > ${to}`)).toEqual([
        'unknown > queued',
        'queued > running',
        'running > failed',
      ]);
      const [seen, started, ended] = body.transitions;
      expect(seen).toMatchObject({ notBefore: null, source: 'demand', reason: null });
      const { startedAt, endedAt } = await otc.job(key);
      for (const [transition, truth] of [
        [started!, startedAt!],
        [ended!, endedAt!],
      ] as const) {
        expect(Date.parse(transition.notBefore!)).toBeLessThanOrEqual(truth);
        expect(Date.parse(transition.notAfter)).toBeGreaterThanOrEqual(truth);
        expect(Date.parse(transition.notAfter) - Date.parse(transition.notBefore!)).toBeLessThan(5_000);
        expect(transition.source).toBe('poll');
        expect(Math.abs(Date.parse(transition.upstreamAt!) - truth)).toBeLessThan(1_000);
      }
    });

    it('is a 404 for a job that is not tracked', async () => {
      const key = await stage.simulator.of('ibm-hmc').add({ durationMs: 1, outcome: 'stuck' });
      expect(await client.get(`/jobs/hmc-lab~${key}/history`)).toMatchObject({
        status: 404,
        body: { code: 'job-not-found' },
      });
    });
  });

  describe('its explanation', () => {
    it('[explain.request, explain.rule, explain.next-check, explain.fresher] names request, mapping rule, interval and reason, and what would make it fresher', async () => {
      const key = await stage.simulator.of('ibm-hmc').add({ durationMs: 1, outcome: 'stuck' });
      const id = `hmc-lab~${key}`;
      await reaches(client, id, { state: 'running' });
      const { body } = await client.get(`/jobs/${id}/explain`);
      expect(body).toMatchObject({
        id,
        state: 'running',
        upstreamState: 'running',
        rule: expect.stringContaining('running'),
        request: { method: 'GET', target: `/api/jobs/${key}`, status: 200, milliseconds: expect.any(Number) },
        observation: 'fresh',
        intervalMs: expect.any(Number),
        reason: expect.any(String),
      });
      expect(body['fresher']).toEqual(expect.arrayContaining([expect.stringContaining('no-cache')]));
    });

    it.each(Object.entries(CONNECTIONS))(
      '[explain.request, get.view-full, problem.no-secret] of %s holds no credential',
      async (connection, provider) => {
        const key = await stage.simulator.of(provider).add({ durationMs: 1, outcome: 'stuck' });
        const id = `${connection}~${provider === 'oracle-sbc' ? 'last' : key}`;
        await reaches(client, id, { state: 'running' });
        const texts = [await client.get(`/jobs/${id}/explain`), await client.read(id, {}, '?view=full')];
        for (const { text, status } of texts) {
          expect(status).toBe(200);
          expect(text).not.toMatch(/jobgate-secret|Bearer [A-Za-z0-9]|Basic [A-Za-z0-9]/);
        }
      },
    );
  });
});

describe('further details of jobs', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    stage = await Stage.open();
    client = stage.client();
  });
  afterAll(() => stage?.close());

  it('[connections.list, connections.provider, connections.capabilities, connections.states, connections.health, connections.budget] connections: all of them, with capabilities, states, health and budget', async () => {
    const key = await stage.simulator.of('datameer').add({ durationMs: 1, outcome: 'stuck' });
    await reaches(client, `dm-prod~${key}`, { state: 'running' });
    const { body } = await client.get<{ connections: { name: string; provider: string }[] }>('/connections');
    expect(Object.fromEntries(body.connections.map(({ name, provider }) => [name, provider]))).toEqual(CONNECTIONS);
    await eventually(async () => {
      expect((await client.get('/connections/dm-prod')).body).toMatchObject({
        name: 'dm-prod',
        provider: 'datameer',
        capabilities: { cancel: true, delete: true, start: true, list: true, runs: true, pointers: true, push: false },
        states: { COMPLETED: 'succeeded', ERROR: 'failed', _NONE: 'idle' },
        health: {
          ...{ status: 'up', lastTrouble: null, circuit: { status: 'closed' } },
          ...{ latencyMs: expect.any(Number), lastCheckAt: expect.any(String) },
        },
        budget: { concurrency: 8, requestsPerSecond: 500 },
        schedule: { scheduled: 1 },
        jobs: { running: 1, succeeded: 0 },
      });
    });
  });

  it('[connections.list] connections: 404 for one that there is not', async () => {
    expect(await client.get('/connections/nothing')).toMatchObject({
      status: 404,
      body: { code: 'connection-not-found' },
    });
  });

  it('[connections.no-secret] connections: nothing of their credentials', async () => {
    const { text } = await client.get('/connections');
    expect(text).not.toContain('jobgate-secret');
  });

  it('[gateway.live, gateway.ready] health: live and ready, for everybody', async () => {
    const anybody = stage.client(null);
    expect(await anybody.get('/health/live')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await anybody.get('/health/ready')).toMatchObject({
      status: 200,
      body: { status: 'ok', checks: { redis: 'ok', events: 'ok', worker: 'ok' } },
    });
  });

  it('[gateway.openapi, gateway.docs] documentation: Swagger UI and OpenAPI 3.1, for everybody', async () => {
    const anybody = stage.client(null);
    expect((await anybody.get('/docs')).text).toContain('swagger-ui');
    const { body } = await anybody.get<{ openapi: string; paths: Record<string, unknown> }>('/openapi.json');
    expect(body.openapi).toMatch(/^3\.1\./);
    expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(['/jobs', '/jobs/{id}', '/connections']));
  });

  it('[problem.everywhere, problem.type, problem.members] problems: a page behind the type of each, and problem+json for an unknown route', async () => {
    const answer = await client.get('/no/such/route');
    expect(answer).toMatchObject({ status: 404, body: { code: 'route-not-found', instance: '/no/such/route' } });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ title: expect.stringMatching(/\w/), detail: expect.stringMatching(/\w/) });
    expect(answer.body).toMatchObject({ status: 404, type: '/problems/route-not-found' });
    const explain = (accept: string) => stage.client(null).get(String(answer.body['type']), { accept });
    const [page, told] = [await explain('text/html,*/*;q=0.8'), await explain('*/*')];
    expect([page.status, told.status]).toEqual([200, 200]);
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(told.body).toMatchObject({ code: 'route-not-found' });
  });
});
