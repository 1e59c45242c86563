import { jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually, Stage, type StageClient, type UpstreamHandle } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

const CACHING_HEADERS = ['etag', 'cache-control', 'cache-status', 'last-modified', 'retry-after', 'vary'];

/** The schedule of the HMC's jobs is slow here, so that polls on request are distinguishable. */
describe('GET /jobs/{id}', () => {
  let stage: Stage;
  let client: StageClient;
  let hmc: UpstreamHandle;

  beforeAll(async () => {
    stage = await Stage.open({
      configure: ({ connections }) => {
        for (const connection of connections) {
          if (connection.name === 'hmc-lab') connection.refresh = { min: '20s', max: '60s' };
        }
      },
    });
    client = stage.client();
    hmc = stage.simulator.of('ibm-hmc');
  });
  afterAll(() => stage?.close());

  const running = () => hmc.add({ durationMs: 1, outcome: 'stuck' });

  describe('of a job that nobody has tracked', () => {
    it('[get.untracked, get.cache-status-miss] polls, responds with 200, and tracks it from then on', async () => {
      const key = await stage.simulator.of('otc-ims').add({ durationMs: 1, outcome: 'stuck' });
      const first = await client.read(`otc-prod~${key}`);
      expect(first).toMatchObject({ status: 200, body: { observation: { status: 'fresh', source: 'demand' } } });
      expect(first.headers['cache-status']).toBe('jobgate; fwd=miss; stored');
      await stage.simulator.of('otc-ims').change(key, { endsInMs: 0 });
      await reaches(client, `otc-prod~${key}`, { state: 'succeeded', observation: { source: 'poll' } });
    });

    it('[get.not-found, get.absence-remembered] answers 404 when the upstream says that there is none, and remembers it a few seconds', async () => {
      const id = 'hmc-lab~no-such-job';
      const first = await client.read(id);
      expect(first).toMatchObject({ status: 404, body: { code: 'job-not-found', type: '/problems/job-not-found' } });
      expect(first.headers['content-type']).toMatch(/^application\/problem\+json/);
      for (let nth = 0; nth < 20; nth += 1) expect((await client.read(id)).status).toBe(404);
      expect(await hmc.callsFor('no-such-job')).toBe(1);
      expect((await client.get(`/jobs?q=no-such-job`)).body).toMatchObject({ jobs: [] });
      await hmc.add({ id: 'no-such-job', durationMs: 0, outcome: 'succeeded' });
      await reaches(client, id, { state: 'succeeded' });
    });

    it('[get.pending] answers 202 with an unknown state when the upstream gives no answer, and 200 when it does again', async () => {
      const datameer = stage.simulator.of('datameer');
      const key = await datameer.add({ durationMs: 0, outcome: 'succeeded' });
      await datameer.injectFault({ kind: 'timeout' });
      const askedAt = Date.now();
      const pending = await client.read(`dm-prod~${key}`);
      expect(Date.now() - askedAt).toBeLessThan(2_000 + 1_500);
      await datameer.clearFaults();
      expect(pending.status).toBe(202);
      expect(pending.headers.location).toBe(`/jobs/dm-prod~${key}`);
      expect(pending.headers['retry-after']).toMatch(/^[1-9]\d*$/);
      expect(pending.headers['cache-status']).toBe('jobgate; fwd=miss; detail=timeout');
      expect(pending.body).toMatchObject({ id: `dm-prod~${key}`, state: 'unknown', terminal: false });
      await reaches(client, `dm-prod~${key}`, { state: 'succeeded' });
    });
  });

  describe('of a known job', () => {
    it.each([
      ['failed', { durationMs: 0, outcome: 'failed' }],
      ['canceled', { durationMs: 0, outcome: 'canceled' }],
    ] as const)('[get.known] answers 200 for a %s one', async (state, script) => {
      const answer = await client.read(`hmc-lab~${await hmc.add(script)}`);
      expect(answer).toMatchObject({ status: 200, body: { state } });
    });

    it('[get.cache-status-hit] answers every further read from what is known', async () => {
      const key = await running();
      const id = `hmc-lab~${key}`;
      const first = await client.job(id);
      for (let nth = 0; nth < 50; nth += 1) {
        const again = await client.read(id);
        expect(again.headers['cache-status']).toBe('jobgate; hit');
        expect(again.body).toEqual(first);
      }
      expect(await hmc.callsFor(key)).toBe(1);
    });

    it('[get.etag, get.age, get.last-modified, get.cache-control, get.retry-after] says with standard headers how old the answer is and until when it holds', async () => {
      const id = `hmc-lab~${await running()}`;
      const job = await client.job(id);
      await pause(1_100);
      const { headers } = await client.read(id);
      expect(headers.etag).toBe(`W/"${job.revision}"`);
      expect(Number(headers.age)).toBeGreaterThanOrEqual(1);
      expect(headers['last-modified']).toBe(new Date(job.changedAt!).toUTCString());
      const untilNextCheck = (Date.parse(job.observation.nextCheckAt!) - Date.now()) / 1000;
      expect(Math.abs(Number(headers['retry-after']) - untilNextCheck)).toBeLessThan(2);
      const [, maxAge] = /^private, max-age=(\d+)$/.exec(headers['cache-control']!) ?? [];
      expect(Math.abs(Number(maxAge) - Number(headers.age) - untilNextCheck)).toBeLessThan(2);
    });

    it('[get.retry-after, get.cache-control] says no Retry-After once the job has ended, and has caches ask', async () => {
      const { headers } = await client.read(`hmc-lab~${await hmc.add({ durationMs: 0, outcome: 'succeeded' })}`);
      expect(headers['retry-after']).toBeUndefined();
      expect(headers['cache-control']).toBe('private, no-cache');
    });

    it('[get.not-modified, get.headers-on-304] answers 304 to a caller who has this revision, with the same headers', async () => {
      const id = `hmc-lab~${await running()}`;
      await client.job(id);
      const full = await client.read(id);
      const etag = full.headers.etag!;
      for (const known of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
        const short = await client.read(id, { 'if-none-match': known });
        expect(short).toMatchObject({ status: 304, text: '' });
        for (const name of CACHING_HEADERS) expect(short.headers[name]?.length).toBe(full.headers[name]?.length);
        expect(short.headers.etag).toBe(etag);
        expect(short.headers.age).toMatch(/^\d+$/);
      }
      expect((await client.read(id, { 'if-none-match': 'W/"0"' })).status).toBe(200);
    });

    it('[get.not-modified] answers 200 again once the revision has grown', async () => {
      const key = await stage.simulator.of('otc-ims').add({ durationMs: 1, outcome: 'stuck', progress: false });
      const etag = (await client.read(`otc-prod~${key}`)).headers.etag!;
      await stage.simulator.of('otc-ims').change(key, { endsInMs: 0 });
      await eventually(async () => {
        const answer = await client.read(`otc-prod~${key}`, { 'if-none-match': etag });
        expect(answer).toMatchObject({ status: 200, body: { state: 'succeeded' } });
      });
    });
  });

  describe('with a view', () => {
    it('[get.view-full] shows the last answer of the upstream with view=full', async () => {
      const id = `hmc-lab~${await hmc.add({ durationMs: 0, outcome: 'succeeded' })}`;
      await client.job(id);
      const full = await client.read(id, {}, '?view=full');
      expect(full.body).toMatchObject({ id, state: 'succeeded', raw: { status: 'complete', 'job-status-code': 204 } });
      expect(await client.job(id)).not.toHaveProperty('raw');
      const large = await hmc.add({ durationMs: 0, outcome: 'succeeded', result: { text: 'x'.repeat(60_000) } });
      await client.job(`hmc-lab~${large}`);
      const { raw } = (await client.read(`hmc-lab~${large}`, {}, '?view=full')).body;
      expect(String(raw)).toHaveLength(32 * 1024);
    });

    it('[get.view-minimal] shows id, state, terminal, severity and revision with view=minimal', async () => {
      const id = `hmc-lab~${await running()}`;
      const { revision } = await client.job(id);
      const minimal = await client.read(id, {}, '?view=minimal');
      expect(minimal.body).toEqual({ id, state: 'running', terminal: false, severity: 'ok', revision });
    });

    it('refuses another view', async () => {
      const answer = await client.read(`hmc-lab~${await running()}`, {}, '?view=everything');
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    });
  });
});
