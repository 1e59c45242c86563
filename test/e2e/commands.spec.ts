import { jest } from '@jest/globals';
import { eventually, Stage, type ReadJob, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

describe('acting on upstreams', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    stage = await Stage.open({
      configure: ({ connections }) => {
        const hmc = connections.find(({ name }) => name === 'hmc-lab')!;
        hmc.options = { allowedOperations: ['/api/cpcs/*/operations/start'] };
      },
    });
    client = stage.client();
  });
  afterAll(() => stage?.close());

  const callsOf = async (upstream: 'ibm-hmc' | 'datameer', route: string) =>
    (await stage.simulator.of(upstream).calls()).byRoute[route] ?? 0;

  it('[cancel.requested, cancel.by-observation, cancel.ended] cancels a job of the HMC, and learns it from its state alone', async () => {
    const hmc = stage.simulator.of('ibm-hmc');
    const id = `hmc-lab~${await hmc.add({ durationMs: 60_000, outcome: 'succeeded', cancelMs: 300 })}`;
    await reaches(client, id, { state: 'running', capabilities: { cancel: true } });
    const wished = await client.post<ReadJob>(`/jobs/${id}/cancel`);
    expect(wished.status).toBe(202);
    expect(['requested', 'acknowledged']).toContain(wished.body.cancellation.status);
    await reaches(client, id, { state: 'canceled', cancellation: { status: 'acknowledged' } });
    expect((await client.post(`/jobs/${id}/cancel`)).status).toBe(200);
    expect(await callsOf('ibm-hmc', 'POST /api/jobs/{id}/operations/cancel')).toBe(1);
  });

  it('[cancel.unsupported] reports that the HMC cannot cancel an operation', async () => {
    const hmc = stage.simulator.of('ibm-hmc');
    const id = `hmc-lab~${await hmc.add({ durationMs: 60_000, outcome: 'succeeded', cancel: 'refused' })}`;
    await reaches(client, id, { state: 'running' });
    const { status, body } = await client.post(`/jobs/${id}/cancel`);
    expect([status, body['code']]).toEqual([409, 'cancel-unsupported']);
    expect(await client.job(id)).toMatchObject({ state: 'running', cancellation: { status: 'unsupported' } });
  });

  it('[delete-upstream.hmc] deletes an ended job at the HMC, and keeps it here', async () => {
    const hmc = stage.simulator.of('ibm-hmc');
    const key = await hmc.add({ durationMs: 0, outcome: 'succeeded' });
    const before = await reaches(client, `hmc-lab~${key}`, { state: 'succeeded' });
    expect((await client.delete(`/jobs/${before.id}/upstream`)).status).toBe(204);
    expect(await callsOf('ibm-hmc', 'DELETE /api/jobs/{id}')).toBe(1);
    expect(await client.job(before.id)).toMatchObject({ state: 'succeeded', revision: before.revision });
    expect((await client.delete(`/jobs/${before.id}/upstream`)).status).toBe(204);
  });

  it('[start.hmc, start.allowed, start.accepted, idempotency.replayed] starts an allowed operation of the HMC once for one Idempotency-Key', async () => {
    const start = () =>
      client.request<ReadJob>('/connections/hmc-lab/jobs', {
        method: 'POST',
        headers: { 'idempotency-key': 'nightly-1' },
        body: { method: 'POST', path: '/api/cpcs/f6f1a9b8-3c4d-11ec-9a01-00106f0d81cb/operations/start' },
      });
    const first = await start();
    expect([first.status, first.body]).toMatchObject([202, { connection: 'hmc-lab' }]);
    const again = await start();
    expect(again.headers).toMatchObject({ 'idempotency-replayed': 'true', location: first.headers['location']! });
    await reaches(client, first.body.id, { state: 'succeeded' }, 20_000);
    const other = { method: 'POST', path: '/api/cpcs/f6f1a9b8-3c4d-11ec-9a01-00106f0d81cb/operations/stop' };
    expect((await client.post('/connections/hmc-lab/jobs', other)).body).toMatchObject({
      code: 'operation-not-allowed',
    });
  });

  it('[start.datameer-sequence, connections.jobs, connections.runs] runs configurations of Datameer one after another, over a killed worker, and lists them', async () => {
    const datameer = stage.simulator.of('datameer');
    const script = { durationMs: 1_500, outcome: 'succeeded', neverRun: true } as const;
    const { ids } = await datameer.addWithIds<{ configurationId: number }>([script, script]);
    const configurations = ids.map(({ configurationId }) => configurationId);
    const { status, body: first } = await client.post<ReadJob>('/connections/dm-prod/jobs', { configurations });
    expect([status, first.labels['jobgate/step']]).toEqual([202, '1/2']);
    const active = await client.get<{ jobs: unknown[] }>('/connections/dm-prod/jobs');
    expect([active.status, active.body.jobs.length]).toEqual([200, 1]);
    await stage.worker.kill('SIGKILL');
    await stage.startWorker();
    const sequence = encodeURIComponent(`jobgate/sequence:${first.labels['jobgate/sequence']}`);
    await eventually(async () => {
      const { body } = await client.get<{ jobs: ReadJob[] }>(`/jobs?label=${sequence}`);
      expect(body.jobs.map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
    }, 40_000);
    expect(await callsOf('datameer', 'POST /rest/job-execution')).toBe(2);
    const runs = await client.get<{ runs: { id: string }[] }>(
      `/connections/dm-prod/jobs/config-${configurations[0]}/runs`,
    );
    expect(runs.body.runs.map(({ id }) => id)).toEqual([first.id]);
    const { body } = await client.get<{ entries: unknown[] }>('/audit?connection=dm-prod&action=start');
    expect(body.entries).toMatchObject([
      { status: null, outcome: 'started' },
      { status: 202, job: first.id },
    ]);
  });
});
