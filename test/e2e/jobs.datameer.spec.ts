import { jest } from '@jest/globals';
import { Stage, type StageClient, type UpstreamHandle } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

interface Ids {
  executionId: number | null;
  configurationId: number;
  fileId: number;
}

describe('jobs of Datameer', () => {
  let stage: Stage;
  let client: StageClient;
  let datameer: UpstreamHandle;

  beforeAll(async () => {
    stage = await Stage.open();
    client = stage.client();
    datameer = stage.simulator.of('datameer');
  });
  afterAll(() => stage?.close());

  it.each([
    ['QUEUED', { queuedMs: 60_000, durationMs: 1, outcome: 'succeeded' }, { state: 'queued' }],
    [
      'WAITING_FOR_OTHER_JOB',
      { queuedMs: 60_000, durationMs: 1, outcome: 'succeeded', waitsForOther: true },
      { state: 'queued' },
    ],
    ['RUNNING', { durationMs: 1, outcome: 'stuck' }, { state: 'running', result: null }],
    ['COMPLETED', { durationMs: 0, outcome: 'succeeded' }, { state: 'succeeded', severity: 'ok', warnings: [] }],
    [
      'COMPLETED_WITH_Warnings',
      { durationMs: 0, outcome: 'warning', records: 120, droppedRecords: 3 },
      {
        state: 'succeeded',
        severity: 'warning',
        warnings: [{ code: 'records-dropped', message: '3 of 120 records dropped' }],
        result: { failureCount: 3, successCount: 117 },
      },
    ],
    ['ERROR', { durationMs: 0, outcome: 'failed' }, { state: 'failed', severity: 'error' }],
    ['CANCELED', { durationMs: 0, outcome: 'canceled' }, { state: 'canceled' }],
    ['CANCELLED', { durationMs: 0, outcome: 'canceled', rawStatus: 'CANCELLED' }, { state: 'canceled' }],
  ] as const)('shows a run that is %s', async (status, script, expected) => {
    const key = await datameer.add(script);
    await reaches(client, `dm-prod~${key}`, { kind: 'run', upstream: { state: status }, ...expected });
  });

  it('keeps the last state at an unmapped status', async () => {
    const key = await datameer.add({ durationMs: 1, outcome: 'stuck' });
    await reaches(client, `dm-prod~${key}`, { state: 'running' });
    await datameer.change(key, { rawStatus: 'REINDEXING' });
    await reaches(client, `dm-prod~${key}`, {
      state: 'running',
      observation: { status: 'stale', anomalies: [{ code: 'unmapped-state', value: 'REINDEXING' }] },
    });
  });

  it('[kind.pointer-idle, state.idle] is idle as a configuration that has never run, and shows its first run as target', async () => {
    const { ids } = await datameer.addWithIds<Ids>([{ neverRun: true, durationMs: 1, outcome: 'succeeded' }]);
    const { configurationId, fileId } = ids[0]!;
    for (const key of [`config-${configurationId}`, `file-${fileId}`]) {
      await reaches(client, `dm-prod~${key}`, { kind: 'pointer', state: 'idle', target: null, terminal: false });
    }
    const run = await datameer.add({ configurationId, durationMs: 60_000, outcome: 'stuck' });
    for (const key of [`config-${configurationId}`, `file-${fileId}`]) {
      await reaches(client, `dm-prod~${key}`, { kind: 'pointer', state: 'running', target: `dm-prod~${run}` });
    }
  });

  it.each(['config', 'file', 'uuid', 'path'] as const)(
    '[kind.pointer, kind.pointer-datameer] points by %s to the latest run, takes its state, and never becomes terminal',
    async (form) => {
      const nth = ['config', 'file', 'uuid', 'path'].indexOf(form) + 1;
      const uuid = `3f2b8a52-6c1e-4a3e-9a51-0c5f6f4f7e1${nth}`;
      const path = `/Data/ImportJobs/orders-${form}.imp`;
      const script = { durationMs: 1, outcome: 'stuck' as const, uuid, path };
      const { ids, keys } = await datameer.addWithIds<Ids>([script]);
      const { configurationId, fileId } = ids[0]!;
      const value = { config: configurationId, file: fileId, uuid, path }[form];
      const pointer = await client.track({ connection: 'dm-prod', key: `${form}-${value}` });
      expect(pointer.kind).toBe('pointer');

      await reaches(client, pointer.id, { state: 'running', target: `dm-prod~${keys[0]}`, terminal: false });
      await datameer.change(keys[0]!, { endsInMs: 0, outcome: 'failed' });
      await reaches(client, pointer.id, { state: 'failed', terminal: false, expiresAt: null });

      const second = await datameer.add({ configurationId, durationMs: 1, outcome: 'stuck' });
      await reaches(client, pointer.id, { state: 'running', target: `dm-prod~${second}`, error: null, endedAt: null });
      // Both runs were seen through the pointer, so both are jobs of their own; the first one's end stays.
      await reaches(client, `dm-prod~${keys[0]}`, { kind: 'run', state: 'failed', terminal: true });
      await reaches(client, `dm-prod~${second}`, { kind: 'run', state: 'running' });
    },
  );

  it('captures the whole end of a run that was seen through its pointer', async () => {
    const { ids, keys } = await datameer.addWithIds<Ids>([{ durationMs: 0, outcome: 'warning', records: 120 }]);
    await reaches(client, `dm-prod~config-${ids[0]!.configurationId}`, { state: 'succeeded', severity: 'warning' });
    const tracked = await client.get(`/jobs?q=dm-prod~${keys[0]}`);
    expect(tracked.body).toMatchObject({
      jobs: [{ id: `dm-prod~${keys[0]}`, result: { failureCount: 3 }, warnings: [{ code: 'records-dropped' }] }],
    });
  });

  it('[kind.run, state.frozen] keeps an end that the upstream later contradicts, and names the contradiction', async () => {
    const { ids, keys } = await datameer.addWithIds<Ids>([{ durationMs: 0, outcome: 'succeeded' }]);
    const run = `dm-prod~${keys[0]}`;
    await reaches(client, run, { state: 'succeeded' });
    await client.track({ connection: 'dm-prod', key: `config-${ids[0]!.configurationId}` });
    await datameer.change(keys[0]!, { rawStatus: 'RUNNING' });
    const job = await reaches(client, run, {
      observation: { anomalies: [{ code: 'contradicts-end', value: 'RUNNING' }] },
    });
    expect(job).toMatchObject({ state: 'succeeded', terminal: true, upstream: { state: 'COMPLETED' } });
  });

  it('shows the progress and the estimated end that v2 reports of a file', async () => {
    const { ids } = await datameer.addWithIds<Ids>([{ durationMs: 30_000, outcome: 'succeeded' }]);
    const job = await reaches(client, `dm-prod~file-${ids[0]!.fileId}`, {
      state: 'running',
      progress: { percent: expect.any(Number), estimatedEndAt: expect.any(String) },
    });
    const endsIn = Date.parse(job.progress!.estimatedEndAt!) - Date.now();
    expect(endsIn).toBeGreaterThan(20_000);
    expect(endsIn).toBeLessThan(35_000);
  });
});
