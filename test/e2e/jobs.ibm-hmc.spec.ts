import { jest } from '@jest/globals';
import { Stage, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

describe('jobs of an IBM HMC', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    stage = await Stage.open();
    client = stage.client();
  });
  afterAll(() => stage?.close());

  const add = (script: Parameters<ReturnType<Stage['simulator']['of']>['add']>[0]) =>
    stage.simulator.of('ibm-hmc').add(script);

  it.each([
    [
      'running',
      { durationMs: 1, outcome: 'stuck' },
      { state: 'running', terminal: false, severity: 'ok', upstream: { state: 'running' } },
    ],
    [
      'cancel-pending',
      { durationMs: 60_000, outcome: 'succeeded', rawStatus: 'cancel-pending' },
      { state: 'canceling', terminal: false, upstream: { state: 'cancel-pending' } },
    ],
    [
      'complete with code 204',
      { durationMs: 0, outcome: 'succeeded' },
      { state: 'succeeded', terminal: true, severity: 'ok', error: null, result: null },
    ],
    [
      'complete with code 200 and results',
      { durationMs: 0, outcome: 'succeeded', result: { 'element-uri': '/api/partitions/p1' } },
      { state: 'succeeded', result: { 'element-uri': '/api/partitions/p1' } },
    ],
    [
      'complete with code 500',
      { durationMs: 0, outcome: 'failed', error: { code: '500.263', message: 'The profile was not found.' } },
      { state: 'failed', severity: 'error', error: { code: '500.263', message: 'The profile was not found.' } },
    ],
    [
      'complete without a code',
      { durationMs: 0, outcome: 'succeeded', statusCode: null, reasonCode: null },
      { state: 'failed', observation: { anomalies: [{ code: 'missing-status-code' }] } },
    ],
    ['canceled', { durationMs: 0, outcome: 'canceled' }, { state: 'canceled', terminal: true }],
  ] as const)('shows %s', async (_, script, expected) => {
    const key = await add(script);
    const job = await reaches(client, `hmc-lab~${key}`, expected);
    expect(job).toMatchObject({ kind: 'run', target: null, createdAt: null, startedAt: null, endedAt: null });
    expect(job.observation.status).toBe('fresh');
    expect(job.capabilities).toEqual({ cancel: job.state === 'running', delete: job.terminal });
  });

  it('[observation.unmapped] keeps the last state at an unmapped status, and shows it', async () => {
    const key = await add({ durationMs: 1, outcome: 'stuck' });
    const id = `hmc-lab~${key}`;
    const before = await reaches(client, id, { state: 'running', observation: { status: 'fresh' } });
    await stage.simulator.of('ibm-hmc').change(key, { rawStatus: 'hibernating' });
    const odd = await reaches(client, id, { state: 'running', observation: { status: 'stale' } });
    expect(odd.observation.anomalies).toEqual([{ code: 'unmapped-state', value: 'hibernating' }]);
    expect(odd.upstream.state).toBe('hibernating');
    expect(odd.revision).toBe(before.revision + 1);
    await stage.simulator.of('ibm-hmc').change(key, { rawStatus: null });
    await reaches(client, id, { state: 'running', observation: { status: 'fresh', anomalies: [] } });
  });

  it('[state.unknown, severity.unknown] is unknown as long as all statuses were unmapped', async () => {
    const key = await add({ durationMs: 1, outcome: 'stuck', rawStatus: 'hibernating' });
    await reaches(client, `hmc-lab~${key}`, { state: 'unknown', severity: 'unknown', terminal: false });
  });

  it('[kind.run] follows a job from its start to its end without being read', async () => {
    const key = await add({ durationMs: 700, outcome: 'succeeded' });
    const id = `hmc-lab~${key}`;
    await client.track({ id });
    await reaches(client, id, { state: 'succeeded', observation: { source: 'poll', nextCheckAt: null } });
  });

  it('logs on again when the console has forgotten the session, and no job notices', async () => {
    const hmc = stage.simulator.of('ibm-hmc');
    const key = await add({ durationMs: 1, outcome: 'stuck' });
    const id = `hmc-lab~${key}`;
    const before = await reaches(client, id, { state: 'running' });
    expect(await hmc.expireSessions()).toBeGreaterThan(0);
    const callsBefore = await hmc.callsFor(key);
    await reaches(client, id, { state: 'running' });
    const after = await client.job(id, { 'cache-control': 'no-cache' });
    expect(after).toMatchObject({ state: 'running', observation: { status: 'fresh', failures: 0 } });
    expect(after.revision).toBe(before.revision);
    expect(await hmc.callsFor(key)).toBeGreaterThan(callsBefore);
  });
});
