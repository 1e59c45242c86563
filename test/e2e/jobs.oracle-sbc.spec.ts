import { jest } from '@jest/globals';
import { eventually, Stage, type ReadJob, type StageClient, type UpstreamHandle } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

const SLOT = 'sbc-edge~last';

describe('the status slot of an Oracle SBC', () => {
  let stage: Stage;
  let client: StageClient;
  let box: UpstreamHandle;

  beforeAll(async () => {
    stage = await Stage.open();
    client = stage.client();
    box = stage.simulator.of('oracle-sbc');
  });
  afterAll(() => stage?.close());

  /** The run that the slot shows once it has this state and points to another run than before. */
  async function shown(expected: Record<string, unknown>, before: string | null = null): Promise<ReadJob> {
    const slot = await eventually(async () => {
      const job = await client.job(SLOT);
      expect(job).toMatchObject({ kind: 'pointer', terminal: false, ...expected });
      expect(job.target).not.toBe(before);
      return job;
    });
    return client.job(slot.target!);
  }

  it('[kind.pointer-idle] is idle while it is empty', async () => {
    const job = await reaches(client, SLOT, { state: 'idle', kind: 'pointer', target: null });
    expect(job.upstream.attribution).toBe('inferred');
  });

  it('[kind.pointer-sbc] shows an operation in progress, whatever its status, as a run of its own', async () => {
    await box.add({ operation: 'activate', durationMs: 1, outcome: 'stuck', rawStatus: 'inProgress' });
    const run = await shown({ state: 'running', operation: 'activate' });
    expect(run.id).toMatch(/^sbc-edge~activate-\d{8}T\d{9}Z$/);
    await reaches(client, run.id, { kind: 'run', state: 'running', upstream: { attribution: 'inferred' } });
  });

  it('[lost.superseded] loses a run whose end nobody saw when another operation takes the slot', async () => {
    await box.add({ operation: 'save', durationMs: 1, outcome: 'stuck' });
    const first = await shown({ state: 'running', operation: 'save' });
    await box.add({ operation: 'verify', durationMs: 1, outcome: 'stuck' });
    const second = await shown({ state: 'running', operation: 'verify' }, first.id);
    const lost = await reaches(client, first.id, { state: 'lost', terminal: true });
    expect(lost).toMatchObject({ stateReason: 'superseded', severity: 'error', observation: { nextCheckAt: null } });
    expect(second.id).not.toBe(first.id);
  });

  it('captures the end of a run with what the box says of it, and keeps it when the slot is taken', async () => {
    await box.add({ operation: 'backup', durationMs: 600, outcome: 'succeeded', result: 'backup.gz written' });
    const run = await shown({ state: 'succeeded', operation: 'backup' });
    await reaches(client, run.id, { state: 'succeeded', terminal: true, result: 'backup.gz written' });
    await box.add({ operation: 'activate', durationMs: 1, outcome: 'stuck' });
    await shown({ state: 'running', operation: 'activate' }, run.id);
    expect(await client.job(run.id)).toMatchObject({ state: 'succeeded', result: 'backup.gz written' });
  });

  it('shows a failure with its message', async () => {
    const before = (await client.job(SLOT)).target;
    const error = { code: '1', message: 'Verification failed: 3 errors <realm>' };
    await box.add({ operation: 'restore', durationMs: 0, outcome: 'failed', error });
    const run = await shown({ state: 'failed', operation: 'restore' }, before);
    await reaches(client, run.id, {
      state: 'failed',
      severity: 'error',
      error: { code: null, message: error.message },
    });
  });

  it('polls the slot when a run is requested, and responds with the state after the request', async () => {
    await box.add({ operation: 'save', durationMs: 1, outcome: 'stuck' });
    const run = await shown({ state: 'running', operation: 'save' });
    const askedAt = Date.now();
    const { observation } = await client.job(run.id, { 'cache-control': 'no-cache' });
    expect(Date.parse(observation.observedAt!)).toBeGreaterThanOrEqual(askedAt);
  });

  it('does not know a run that never stood in the slot', async () => {
    const answer = await client.read('sbc-edge~activate-20200101T000000000Z');
    expect(answer).toMatchObject({ status: 404, body: { code: 'job-not-found' } });
  });
});
