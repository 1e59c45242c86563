import { DATAMEER_KEY, GatewayStage } from '../test/gateway.stage.js';
import { endedRecord, freshKey, runningRecord, seenNow } from '../test/records.js';

const HMC_KEY = '86e44546-107f-11e1-bde0-0010184c8334';

let stage: GatewayStage;

beforeAll(async () => {
  stage = await GatewayStage.open();
}, 30_000);

afterAll(() => stage.close());

describe('reading a job', () => {
  it('answers a known job, with the headers of its freshness', async () => {
    const { key } = await stage.has(seenNow(runningRecord));
    const response = await stage.call('get', `/jobs/dm-prod~${key}`).expect(200);
    expect(response.body).toMatchObject({ id: `dm-prod~${key}`, state: 'running', terminal: false, revision: 2 });
    expect(response.headers).toMatchObject({
      etag: 'W/"2"',
      'cache-status': 'jobgate; hit',
      vary: 'Authorization, X-API-Key',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(Number(response.headers['age'])).toBeLessThan(5);
    expect(response.headers['retry-after']).toMatch(/^\d+$/);
    expect(response.headers['last-modified']).toMatch(/ GMT$/);
  });

  it('answers 304 with the same headers when the revision is known', async () => {
    const { key } = await stage.has(seenNow(endedRecord));
    const whole = await stage.call('get', `/jobs/dm-prod~${key}`).expect(200);
    const unchanged = await stage.call('get', `/jobs/dm-prod~${key}`).set('If-None-Match', '"1", W/"3"').expect(304);
    expect(unchanged.text).toBe('');
    for (const name of ['etag', 'last-modified', 'cache-status', 'vary']) {
      expect(unchanged.headers[name]).toBe(whole.headers[name]);
    }
    expect(unchanged.headers['cache-control']).toBe('private, no-cache');
    expect(unchanged.headers['age']).toMatch(/^\d+$/);
  });

  it.each(['get', 'head'] as const)(
    '[get.not-modified-since] answers %s with 200 to a caller who names the second of the last change alone',
    async (method) => {
      const { key } = await stage.has(seenNow(endedRecord));
      const whole = await stage.call('get', `/jobs/dm-prod~${key}`).expect(200);
      for (const more of [{}, { 'If-None-Match': '' }, { 'If-None-Match': 'W/"1"' }]) {
        const conditions = { 'If-Modified-Since': whole.headers['last-modified']!, ...more };
        await stage.call(method, `/jobs/dm-prod~${key}`).set(conditions).expect(200);
      }
      const both = { 'If-Modified-Since': 'Sat, 01 Jan 2000 00:00:00 GMT', 'If-None-Match': whole.headers['etag']! };
      await stage.call(method, `/jobs/dm-prod~${key}`).set(both).expect(304);
    },
  );

  it('answers HEAD like GET, without the body', async () => {
    const { key } = await stage.has(seenNow(endedRecord));
    const head = await stage.call('head', `/jobs/dm-prod~${key}`).expect(200);
    expect(head.headers).toMatchObject({ etag: 'W/"3"', 'cache-status': 'jobgate; hit' });
    expect(Number(head.headers['content-length'])).toBeGreaterThan(500);
  });

  it('shows as much as the view wants', async () => {
    const { key } = await stage.has(seenNow(endedRecord), { raw: { jobStatus: 'COMPLETED' } });
    const minimal = await stage.call('get', `/jobs/dm-prod~${key}?view=minimal`).expect(200);
    expect(minimal.body).toEqual({
      id: `dm-prod~${key}`,
      state: 'succeeded',
      terminal: true,
      severity: 'ok',
      revision: 3,
    });
    const full = await stage.call('get', `/jobs/dm-prod~${key}?view=full`).expect(200);
    expect(full.body).toMatchObject({ raw: { jobStatus: 'COMPLETED' }, state: 'succeeded' });
    const standard = await stage.call('get', `/jobs/dm-prod~${key}?view=standard`).expect(200);
    expect(standard.body).not.toHaveProperty('raw');
  });

  it.each(['other', '__proto__', 'full&view=minimal'])('refuses the view %s', async (view) => {
    const response = await stage.call('get', `/jobs/dm-prod~1?view=${view}`).expect(400);
    expect(response.body).toMatchObject({ code: 'invalid-request', errors: [{ pointer: '?view' }] });
  });

  it('answers 202 for a job that was not polled in time', async () => {
    const id = `dm-prod~${freshKey()}`;
    const response = await stage.call('get', `/jobs/${id}`).expect(202);
    expect(response.body).toMatchObject({ id, state: 'unknown', revision: 0, trackedAt: null, changedAt: null });
    expect(response.headers).toMatchObject({
      location: `/jobs/${id}`,
      'retry-after': '2',
      'cache-status': 'jobgate; fwd=miss; detail=timeout',
      'cache-control': 'no-store',
    });
  });

  it('answers the last known state when no fresh one can be had, and says so', async () => {
    const { key } = await stage.has(seenNow(runningRecord));
    const response = await stage.call('get', `/jobs/dm-prod~${key}`).set('Cache-Control', 'no-cache').expect(200);
    expect(response.headers['cache-status']).toBe('jobgate; hit; detail=timeout');
  });

  it('answers 504 rather than that, where the caller is strict', async () => {
    // By the clock of Redis, which may be some milliseconds behind.
    const aSecondAgo = { observedAt: Date.now() - 1_000 };
    const { key } = await stage.has(seenNow(runningRecord, { observation: aSecondAgo }));
    const response = await stage
      .call('get', `/jobs/dm-prod~${key}`)
      .set({ 'Cache-Control': 'max-age=0', Prefer: 'handling=strict' })
      .expect(504);
    expect(response.body.code).toBe('fresh-answer-unavailable');
    expect(response.headers['cache-status']).toBe('jobgate; fwd=request; detail=timeout');
    expect(response.headers).not.toHaveProperty('etag');
  });

  it('needs no poll of an observed end, however strict the request is', async () => {
    const { key } = await stage.has(seenNow(endedRecord, { observation: { observedAt: Date.now() - 60_000 } }));
    const response = await stage
      .call('get', `/jobs/dm-prod~${key}`)
      .set({ 'Cache-Control': 'no-cache', Prefer: 'handling=strict' })
      .expect(200);
    expect(response.headers).toMatchObject({ 'cache-status': 'jobgate; hit', 'preference-applied': 'handling=strict' });
  });

  it('[get.only-if-cached] polls nothing with only-if-cached', async () => {
    const unknown = await stage.call('get', `/jobs/dm-prod~${freshKey()}`).set('Cache-Control', 'only-if-cached');
    expect(unknown.status).toBe(504);
    const { key } = await stage.has(seenNow(runningRecord));
    const known = await stage.call('get', `/jobs/dm-prod~${key}`).set('Cache-Control', 'only-if-cached');
    expect(known.status).toBe(200);
    const old = seenNow(runningRecord, { observation: { observedAt: Date.now() - 9_000 } });
    await stage.has(old);
    await stage.call('get', `/jobs/${old.id}`).set('Cache-Control', 'only-if-cached, max-age=5').expect(504);
  });

  it('says that a check is overdue, once', async () => {
    const overdue = seenNow(runningRecord, { observation: { nextCheckAt: Date.now() - 60_000 } });
    await stage.has(overdue);
    const response = await stage.call('get', `/jobs/${overdue.id}`).expect(200);
    expect(response.body).toMatchObject({ revision: 3, observation: { status: 'stale' } });
    expect(response.headers['cache-status']).toBe('jobgate; hit; detail=stale');
    const again = await stage.call('get', `/jobs/${overdue.id}`).expect(200);
    expect(again.body.revision).toBe(3);
  });

  it('remembers that there is no such job', async () => {
    const key = freshKey();
    await stage.store.jobs.cacheAbsence({ connection: 'dm-prod', key }, 60_000);
    const response = await stage.call('get', `/jobs/dm-prod~${key}`).expect(404);
    expect(response.body.code).toBe('job-not-found');
  });
});

describe('addressing a job', () => {
  it.each([
    ...['nothing', '~9', 'dm-prod~', 'DM-PROD~9', 'dm-prod~~', 'dm-prod~~OQ', 'dm-prod~a%20b', 'dm-prod~~a.b'],
    ...['%zz', 'dm-prod~%', '%C3%28', '%00~%00', 'dm-prod~9%00', `dm-prod~${'a'.repeat(512)}`, 'dm-prod~nonsense'],
  ])('refuses %s', async (id) => {
    const response = await stage.call('get', `/jobs/${id}`).expect(400);
    expect(response.body.code).toBe('invalid-job-id');
  });

  it('makes no difference between a connection that is not there and one that is not to be seen', async () => {
    const hidden = await stage.call('get', `/jobs/hmc-lab~${HMC_KEY}`, DATAMEER_KEY).expect(404);
    const missing = await stage.call('get', `/jobs/nowhere~${HMC_KEY}`, DATAMEER_KEY).expect(404);
    const { instance: _one, ...first } = hidden.body as Record<string, unknown>;
    const { instance: _other, ...second } = missing.body as Record<string, unknown>;
    expect(first).toEqual(second);
    await stage.call('get', '/connections/hmc-lab', DATAMEER_KEY).expect(404);
    await stage.call('post', '/jobs', DATAMEER_KEY).send({ connection: 'hmc-lab', key: HMC_KEY }).expect(404);
    await stage.call('get', '/jobs/hmc-lab~nonsense', DATAMEER_KEY).expect(404);
  });
});
