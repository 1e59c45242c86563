import { jest } from '@jest/globals';
import {
  CONNECTIONS,
  eventually,
  Stage,
  type ConnectionName,
  type StageClient,
  type UpstreamHandle,
} from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

interface WatchedJob {
  connection: ConnectionName;
  id: string;
  upstream: UpstreamHandle;
}

describe('trouble in observing', () => {
  let stage: Stage;
  let client: StageClient;
  let jobs: WatchedJob[];

  beforeAll(async () => {
    stage = await Stage.open({
      configure: ({ connections }) => {
        for (const connection of connections) connection.limits['maxResponseBytes'] = '256KB';
      },
    });
    client = stage.client();
    jobs = await Promise.all(
      Object.entries(CONNECTIONS).map(async ([connection, provider]) => {
        const upstream = stage.simulator.of(provider);
        const key = await upstream.add({ durationMs: 1, outcome: 'stuck' });
        const id = `${connection}~${provider === 'oracle-sbc' ? 'last' : key}`;
        return { connection: connection as ConnectionName, id, upstream };
      }),
    );
    await everyJob(({ id }) => reaches(client, id, { state: 'running', observation: { status: 'fresh' } }));
  });
  afterAll(() => stage?.close());
  afterEach(() => stage?.simulator.clearFaults());

  const everyJob = <Value>(act: (job: WatchedJob) => Promise<Value>) => Promise.all(jobs.map(act));

  it.each([
    ['a web page with status 200', { kind: 'html-200' }, 'unreachable'],
    ['a web page with status 500', { kind: 'html-500' }, 'unreachable'],
    ['status 500', { kind: 'http-500' }, 'unreachable'],
    ['no answer in time', { kind: 'timeout' }, 'unreachable'],
    ['broken connections', { kind: 'reset' }, 'unreachable'],
    ['refused connections', { kind: 'refuse-connections' }, 'unreachable'],
    ['half an answer', { kind: 'half-json' }, 'stale'],
    ['an answer of another shape', { kind: 'wrong-shape' }, 'stale'],
    ['an answer that is too large', { kind: 'huge-body', bytes: 2_000_000 }, 'stale'],
    ['status 429', { kind: 'throttle' }, 'throttled'],
    ['status 429 with Retry-After', { kind: 'throttle-retry-after', retryAfter: 1 }, 'throttled'],
  ] as const)(
    '[observation.keeps-state, observation.unreachable, observation.stale, observation.throttled, observation.fresh] by %s keeps the state, shows in the observation, and passes',
    async (_, trouble, status) => {
      await everyJob(async ({ id, upstream }) => {
        await reaches(client, id, { observation: { status: 'fresh' } });
        await upstream.injectFault(trouble);
        const troubled = await reaches(client, id, { observation: { status } });
        await upstream.clearFaults();
        expect(troubled).toMatchObject({
          state: 'running',
          terminal: false,
          severity: 'ok',
          error: null,
          endedAt: null,
        });
        expect(troubled.observation.failures).toBeGreaterThan(0);
        expect(troubled.observation.error).toEqual({
          kind: expect.any(String),
          code: expect.stringMatching(/^[a-z0-9-]+$/),
          message: expect.any(String),
        });
        expect(troubled.observation.attemptedAt! > troubled.observation.observedAt!).toBe(true);
        const recovered = await reaches(client, id, { state: 'running', observation: { status: 'fresh' } });
        expect(recovered.observation).toMatchObject({ failures: 0, error: null });
        expect(recovered.revision).toBeGreaterThan(troubled.revision);
      });
    },
  );

  it('[get.cache-status-detail] says in Cache-Status how well the job is known', async () => {
    const { id, upstream } = jobs[0]!;
    await upstream.injectFault({ kind: 'timeout' });
    await reaches(client, id, { observation: { status: 'unreachable' } });
    const { headers } = await client.read(id);
    expect(headers['cache-status']).toBe('jobgate; hit; detail=unreachable');
  });

  it('[observation.unauthorized] of one job does not touch the others of the same upstream', async () => {
    const { id, upstream } = jobs[0]!;
    await reaches(client, id, { observation: { status: 'fresh' } });
    const key = await upstream.add({ durationMs: 1, outcome: 'stuck' });
    const other = `hmc-lab~${key}`;
    await reaches(client, other, { state: 'running' });
    await upstream.change(key, { forbidden: true });
    await reaches(client, other, { state: 'running', observation: { status: 'unauthorized' } });
    expect(await client.job(id)).toMatchObject({ observation: { status: 'fresh' } });
    await upstream.change(key, { forbidden: false });
    await reaches(client, other, { state: 'running', observation: { status: 'fresh' } });
  });

  it('[list.incomplete, connections.health] that lasts opens the circuit of the connection, which is said in lists, and closes by itself', async () => {
    const { connection, id, upstream } = jobs[1]!;
    await upstream.injectFault({ kind: 'refuse-connections' });
    const path = `/connections/${connection}`;
    await eventually(async () => {
      const { body } = await client.get(path);
      expect(body).toMatchObject({ health: { status: 'down', circuit: { status: 'open' } } });
    });
    const { body: list } = await client.get('/jobs?limit=1');
    expect(list).toMatchObject({ complete: false, unreachable: [connection] });
    expect(await client.job(id)).toMatchObject({ state: 'running', observation: { status: 'unreachable' } });
    await upstream.clearFaults();
    await reaches(client, id, { state: 'running', observation: { status: 'fresh' } }, 30_000);
    await eventually(async () => {
      expect((await client.get(path)).body).toMatchObject({ health: { status: 'up', circuit: { status: 'closed' } } });
      expect((await client.get('/jobs?limit=1')).body).toMatchObject({ complete: true, unreachable: [] });
    });
  });

  it('[observation.unauthorized, observation.keeps-state] by refused credentials shows as unauthorized, with no log-on loop', async () => {
    await everyJob(async ({ id, upstream }) => {
      await reaches(client, id, { observation: { status: 'fresh' } });
      await upstream.resetCalls();
      await upstream.injectFault({ kind: 'refuse-credentials' });
      const troubled = await reaches(client, id, { observation: { status: 'unauthorized' } });
      expect(troubled).toMatchObject({ state: 'running', terminal: false });
      expect((await upstream.calls()).logons).toBeLessThanOrEqual(2);
    });
  });

  it('[observation.keeps-state] is never a part of what happened to a job', async () => {
    await everyJob(async ({ id }) => {
      const { body } = await client.get<{ transitions: unknown[] }>(`/jobs/${id}/history`);
      expect(body.transitions).toMatchObject([{ from: 'unknown', to: 'running' }]);
    });
  });
});
