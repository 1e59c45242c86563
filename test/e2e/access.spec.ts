import { jest } from '@jest/globals';
import { KEYS, Stage, type ReadJob, type StageResponse, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

interface Route {
  method: string;
  /** As the OpenAPI file writes it. */
  path: string;
}

const PUBLIC = /^\/(health|problems|docs|openapi)/;

describe('access', () => {
  let stage: Stage;
  let hidden: string;
  let visible: string;
  let routes: Route[];
  /** Sees the Datameer connection alone, and may do everything there. */
  let narrow: StageClient;

  beforeAll(async () => {
    stage = await Stage.open();
    narrow = stage.client('datameerOnly');
    const operator = stage.client();
    hidden = `hmc-lab~${await stage.simulator.of('ibm-hmc').add({ durationMs: 1, outcome: 'stuck' })}`;
    visible = `dm-prod~${await stage.simulator.of('datameer').add({ durationMs: 1, outcome: 'stuck' })}`;
    await reaches(operator, hidden, { state: 'running' });
    await reaches(operator, visible, { state: 'running' });
    const { body } = await operator.get<{ paths: Record<string, Record<string, unknown>> }>('/openapi.json');
    routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
    );
  });
  afterAll(() => stage?.close());

  /** An answer without what names the request, so that two refusals can be compared. */
  const refusal = ({ status, body }: StageResponse) => ({ status, body: { ...body, instance: null } });
  const filled = (path: string, id: string) =>
    path
      .replace('{id}', id)
      .replace('{name}', id.split('~')[0]!)
      .replace('{key}', id.split('~')[1]!)
      .replace(/\{\w+\}/g, 'x');

  it('knows routes to try', () => {
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual(
      expect.arrayContaining(['GET /jobs/{id}', 'DELETE /jobs/{id}', 'GET /connections/{name}', 'POST /jobs']),
    );
  });

  describe('without valid credentials', () => {
    it.each([
      ['no key', null, undefined],
      ['an unknown key', 'not-a-key', 'error="invalid_token"'],
    ])(
      '[access.401] with %s, every route but the public ones answers 401 and says how to authenticate',
      async (_, key, hint) => {
        const stranger = stage.gateway.client(key);
        for (const { method, path } of routes.filter((route) => !PUBLIC.test(route.path))) {
          const answer = await stranger.request(filled(path, visible), {
            method,
            ...(method === 'GET' ? {} : { body: {} }),
          });
          expect({ method, path, status: answer.status, code: answer.body['code'] }).toEqual({
            method,
            path,
            status: 401,
            code: 'unauthenticated',
          });
          expect(answer.headers['www-authenticate']).toMatch(/^Bearer /);
          if (hint) expect(answer.headers['www-authenticate']).toContain(hint);
        }
      },
    );

    it('[access.x-api-key] takes a key as X-API-Key as well', async () => {
      const answer = await stage.gateway.client(null).read(visible, { 'x-api-key': KEYS.reader });
      expect(answer.status).toBe(200);
    });
  });

  describe('a caller who may only read', () => {
    it('reads', async () => {
      const reader = stage.client('reader');
      for (const path of ['/jobs', `/jobs/${visible}`, `/jobs/${visible}/history`, '/connections']) {
        expect((await reader.get(path)).status).toBe(200);
      }
    });

    it('[access.403] gets 403 for all else, which names the missing scope, and changes nothing', async () => {
      const reader = stage.client('reader');
      const before = await reader.job(visible);
      const tries = [
        await reader.post('/jobs', { id: 'dm-prod~4711' }),
        await reader.patch(`/jobs/${visible}`, { name: 'mine' }),
        await reader.delete(`/jobs/${visible}`),
      ];
      for (const { status, body, headers } of tries) {
        expect({ status, body }).toMatchObject({ status: 403, body: { code: 'missing-scope' } });
        expect(headers['www-authenticate']).toContain('scope="jobs:track"');
      }
      expect(await reader.job(visible)).toMatchObject({ name: before.name, trackedAt: before.trackedAt });
      expect((await reader.get('/jobs?q=dm-prod~4711')).body).toMatchObject({ jobs: [] });
    });
  });

  describe('a connection that a caller may not see', () => {
    it('[access.hidden-jobs, get.hidden] does not exist for that caller in any route that names a job or a connection', async () => {
      const named = routes.filter(({ path }) => /\{(id|name)\}/.test(path) && /^\/(jobs|connections)/.test(path));
      expect(named.length).toBeGreaterThanOrEqual(7);
      for (const { method, path } of named) {
        const options = { method, ...(method === 'GET' ? {} : { body: {} }) };
        const unseen = await narrow.request(filled(path, hidden), options);
        const absent = await narrow.request(filled(path, 'no-such~1'), options);
        expect({ method, path, ...refusal(unseen) }).toEqual({ method, path, ...refusal(absent) });
        expect([400, 404]).toContain(unseen.status);
      }
    });

    it('[access.hidden-jobs, get.hidden] answers like a job that its upstream does not know', async () => {
      const unseen = await narrow.get(`/jobs/${hidden}`);
      const unknown = await narrow.get('/jobs/dm-prod~999999');
      expect(unseen.status).toBe(404);
      expect(refusal(unseen)).toEqual(refusal(unknown));
    });

    it('cannot be tracked into, by id, key or URL', async () => {
      const [connection, key] = hidden.split('~') as [string, string];
      for (const wish of [{ id: hidden }, { connection, key }, { connection, url: `/api/jobs/${key}` }]) {
        const unseen = await narrow.post('/jobs', wish);
        const absent = await narrow.post('/jobs', {
          ...wish,
          ...('id' in wish ? { id: 'no-such~1' } : { connection: 'no-such' }),
        });
        expect(unseen.status).toBe(404);
        expect(refusal(unseen)).toEqual(refusal(absent));
      }
    });

    it('[access.hidden-in-lists] has no jobs in lists, and is not named in them', async () => {
      const { body } = await narrow.get<{ jobs: ReadJob[]; unreachable: string[] }>('/jobs?limit=200');
      expect(body.jobs.map(({ id }) => id)).toEqual([visible]);
      expect((await narrow.get('/jobs?connection=hmc-lab')).body).toEqual(
        (await narrow.get('/jobs?connection=no-such')).body,
      );
    });

    it('is not among the connections', async () => {
      const { body } = await narrow.get<{ connections: { name: string }[] }>('/connections');
      expect(body.connections.map(({ name }) => name)).toEqual(['dm-prod']);
    });

    it('is not asked anything', async () => {
      const hmc = stage.simulator.of('ibm-hmc');
      const key = await hmc.add({ durationMs: 0, outcome: 'succeeded' });
      await narrow.read(`hmc-lab~${key}`, { 'cache-control': 'no-cache' });
      expect(await hmc.callsFor(key)).toBe(0);
    });
  });
});
