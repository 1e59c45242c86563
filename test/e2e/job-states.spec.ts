import { jest } from '@jest/globals';
import { CONNECTIONS, eventually, Stage, type ConnectionName, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

const STUCK = { durationMs: 1, outcome: 'stuck' } as const;

describe('the model of a job', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    stage = await Stage.open();
    client = stage.client();
  });
  afterAll(() => stage?.close());

  it.each([
    ['state.unknown', 'hmc-lab', { ...STUCK, rawStatus: 'hibernating' }, 'unknown', false, 'unknown'],
    ['state.queued', 'otc-prod', { queuedMs: 60_000, durationMs: 1, outcome: 'succeeded' }, 'queued', false, 'ok'],
    ['state.running', 'otc-prod', STUCK, 'running', false, 'ok'],
    ['state.canceling', 'hmc-lab', { ...STUCK, rawStatus: 'cancel-pending' }, 'canceling', false, 'ok'],
    ['state.succeeded', 'otc-prod', { durationMs: 0, outcome: 'succeeded' }, 'succeeded', true, 'ok'],
    ['state.failed', 'otc-prod', { durationMs: 0, outcome: 'failed' }, 'failed', true, 'error'],
    ['state.canceled', 'hmc-lab', { durationMs: 0, outcome: 'canceled' }, 'canceled', true, 'ok'],
    ['severity.ok', 'dm-prod', { durationMs: 0, outcome: 'succeeded' }, 'succeeded', true, 'ok'],
    ['severity.warning', 'dm-prod', { durationMs: 0, outcome: 'warning' }, 'succeeded', true, 'warning'],
    ['severity.error', 'dm-prod', { durationMs: 0, outcome: 'failed' }, 'failed', true, 'error'],
    ['severity.unknown', 'dm-prod', { ...STUCK, rawStatus: 'REINDEXING' }, 'unknown', false, 'unknown'],
  ] as const)('[%s] of %s with the script %j is %s', async (_, connection, script, state, terminal, severity) => {
    const key = await stage.simulator.of(CONNECTIONS[connection as ConnectionName]).add(script);
    await reaches(client, `${connection}~${key}`, { kind: 'run', state, terminal, severity, stateReason: null });
  });

  it('[state.any-transition] goes back, and skips steps', async () => {
    const otc = stage.simulator.of('otc-ims');
    const key = await otc.add({ ...STUCK, progress: false });
    const id = `otc-prod~${key}`;
    await reaches(client, id, { state: 'running' });
    await otc.change(key, { rawStatus: 'INIT' });
    await reaches(client, id, { state: 'queued' });
    await otc.change(key, { rawStatus: null });
    await otc.change(key, { rawStatus: 'SUCCESS', endsInMs: 0, outcome: 'succeeded' });
    await reaches(client, id, { state: 'succeeded' });
    const { body } = await client.get<{ transitions: { from: string; to: string }[] }>(`/jobs/${id}/history`);
    expect(body.transitions.map(({ from, to }) => `${from} > ${to}`)).toEqual([
      'unknown > running',
      'running > queued',
      'queued > succeeded',
    ]);
  });

  describe('its revision', () => {
    /** Changes the upstream until the job looks as expected, which is one new revision. */
    async function expectOneRevision(
      id: string,
      change: () => Promise<unknown>,
      expected: Record<string, unknown>,
    ): Promise<void> {
      const { revision } = await reaches(client, id, { state: 'running', observation: { status: 'fresh' } });
      await change();
      await reaches(client, id, { ...expected, revision: revision + 1 });
    }

    it('[revision.result] grows with the part of a result that is there', async () => {
      const script = { durationMs: 60_000, outcome: 'succeeded', resources: 60, samples: 1, progress: false } as const;
      const id = `analyzer~${await stage.simulator.of('hitachi-analyzer').add(script)}`;
      const first = await reaches(client, id, { state: 'running', result: [{ name: 'lab-vm1' }] });
      const more = await eventually(async () => {
        const job = await client.job(id);
        expect(job.result).not.toHaveLength((first.result as unknown[]).length);
        return job;
      });
      expect(more).toMatchObject({ state: 'running', severity: first.severity, progress: first.progress });
      expect(more.revision).toBeGreaterThan(first.revision);
    });

    it('[revision.children] grows with what becomes of the children', async () => {
      const children = [{ durationMs: 4_000, outcome: 'succeeded' as const }];
      const key = await stage.simulator.of('otc-ims').add({ ...STUCK, progress: false, children });
      const ends = () => Promise.resolve();
      await expectOneRevision(`otc-prod~${key}`, ends, { state: 'running', children: [{ state: 'succeeded' }] });
    });

    it('[revision.severity, revision.error] grows with severity and error, and an end is one change', async () => {
      const otc = stage.simulator.of('otc-ims');
      const key = await otc.add({ ...STUCK, progress: false });
      const error = { code: 'IMG.0057', message: 'Empty.' };
      const change = () => otc.change(key, { endsInMs: 0, outcome: 'failed', error });
      await expectOneRevision(`otc-prod~${key}`, change, { state: 'failed', severity: 'error', error });
    });
  });
});
