import { jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually, Stage, type StageClient, type UpstreamHandle } from '../stage/index.js';

jest.setTimeout(90_000);

const STRICT = { 'cache-control': 'no-cache', prefer: 'handling=strict' };
const STARTS_PER_SECOND = 5;

/** The schedule is so slow here that every further poll is caused by a request. */
describe('the age that a caller can bear', () => {
  let stage: Stage;
  let client: StageClient;
  let hmc: UpstreamHandle;
  let key: string;
  let id: string;

  beforeAll(async () => {
    stage = await Stage.open({
      configure: ({ connections }) => {
        for (const connection of connections) {
          connection.refresh = { min: '60s', max: '60s' };
          if (connection.name === 'otc-prod') connection.limits['requestsPerSecond'] = STARTS_PER_SECOND;
        }
      },
    });
    client = stage.client();
    hmc = stage.simulator.of('ibm-hmc');
  });
  afterAll(() => stage?.close());

  beforeEach(async () => {
    key = await hmc.add({ durationMs: 1, outcome: 'stuck' });
    id = `hmc-lab~${key}`;
    await client.job(id);
    await hmc.resetCalls();
  });
  afterEach(() => hmc.clearFaults());

  it('[get.max-age] is met from what is known while that is young enough', async () => {
    const answer = await client.read(id, { 'cache-control': 'max-age=30' });
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-status': 'jobgate; hit' } });
    expect(await hmc.callsFor(key)).toBe(0);
  });

  it('[get.max-age] causes one poll when the known state is older', async () => {
    await pause(1_100);
    const askedAt = Date.now();
    const answer = await client.read(id, { 'cache-control': 'max-age=1' });
    expect(answer.headers).toMatchObject({ 'cache-status': 'jobgate; fwd=request; stored', age: '0' });
    expect(Date.parse(answer.body.observation.observedAt!)).toBeGreaterThanOrEqual(askedAt);
    expect(answer.body.observation).toMatchObject({ status: 'fresh', source: 'demand' });
    expect(await hmc.callsFor(key)).toBe(1);
  });

  it.each(['no-cache', 'max-age=0', 'No-Cache, foo=bar'])('[get.no-cache] is none with %s', async (directive) => {
    await pause(5);
    const answer = await client.read(id, { 'cache-control': directive });
    expect(answer.headers['cache-status']).toBe('jobgate; fwd=request; stored');
    expect(await hmc.callsFor(key)).toBe(1);
  });

  it('shows a change that the schedule has not seen yet', async () => {
    await hmc.change(key, { endsInMs: 0, outcome: 'failed' });
    expect((await client.job(id)).state).toBe('running');
    expect((await client.job(id, { 'cache-control': 'no-cache' })).state).toBe('failed');
  });

  it('causes no poll of a job in a terminal state', async () => {
    await hmc.change(key, { endsInMs: 0 });
    await client.job(id, { 'cache-control': 'no-cache' });
    await hmc.resetCalls();
    const answer = await client.read(id, STRICT);
    expect(answer).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    expect(await hmc.callsFor(key)).toBe(0);
  });

  it('[get.stale-answer] gets what is known, marked as such, when no fresh answer can be had', async () => {
    await hmc.injectFault({ kind: 'timeout' });
    const answer = await client.read(id, { 'cache-control': 'no-cache' });
    expect(answer).toMatchObject({ status: 200, body: { state: 'running', observation: { status: 'unreachable' } } });
    expect(answer.headers['cache-status']).toBe('jobgate; hit; detail=timeout');
  });

  it('[get.strict] gets 504 instead with Prefer: handling=strict', async () => {
    await hmc.injectFault({ kind: 'timeout' });
    const answer = await client.read(id, STRICT);
    expect(answer).toMatchObject({ status: 504, body: { code: 'fresh-answer-unavailable', status: 504 } });
    expect(answer.headers['cache-status']).toBe('jobgate; fwd=request; detail=timeout');
    await hmc.clearFaults();
    expect((await client.read(id, STRICT)).status).toBe(200);
  });

  it('[get.strict] gets 200 with Prefer: handling=strict as long as what is known is young enough', async () => {
    await hmc.injectFault({ kind: 'timeout' });
    const answer = await client.read(id, { 'cache-control': 'max-age=60', prefer: 'handling=strict' });
    expect(answer.status).toBe(200);
  });

  it('[get.look-in-budget, get.stale-answer] is met within the budget of the connection alone, for all callers', async () => {
    const otc = stage.simulator.of('otc-ims');
    const keys = await otc.addAll([{ copies: 40, durationMs: 1, outcome: 'stuck' }]);
    await Promise.all(keys.map((one) => client.track({ id: `otc-prod~${one}` })));
    await eventually(async () => {
      const { body } = await client.get<{ jobs: unknown[] }>('/jobs?connection=otc-prod&state=running&limit=200');
      expect(body.jobs).toHaveLength(keys.length);
    }, 30_000);
    await otc.resetCalls();
    const beganAt = Date.now();
    const answers = await Promise.all(
      keys.map((one) => client.read(`otc-prod~${one}`, { 'cache-control': 'no-cache' })),
    );
    const { total } = await otc.calls();
    const seconds = (Date.now() - beganAt) / 1000;
    expect(total).toBeGreaterThan(0);
    // One may begin at once, and timers that fired late are made up for.
    expect(total).toBeLessThanOrEqual(Math.ceil(seconds * STARTS_PER_SECOND) + 2);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers.map(({ headers }) => headers['cache-status'])).toContain('jobgate; hit; detail=timeout');
  });
});
