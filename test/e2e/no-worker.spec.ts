import { jest } from '@jest/globals';
import { eventually, Stage, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

describe('without a worker', () => {
  let stage: Stage;
  let client: StageClient;

  beforeEach(async () => {
    stage = await Stage.open({
      workers: 0,
      configure: ({ gateway }) => {
        gateway.readWaitMs = 500;
      },
    });
    client = stage.client();
  });
  afterEach(() => stage?.close());

  it('[track.stored-first, observation.never] POST /jobs stores the job, and the next worker sees it through', async () => {
    const key = await stage.simulator.of('ibm-hmc').add({ durationMs: 0, outcome: 'succeeded' });
    const id = `hmc-lab~${key}`;
    const answer = await client.post('/jobs', { id, labels: { team: 'z' } });
    expect(answer).toMatchObject({ status: 201, body: { id, state: 'unknown', observation: { status: 'never' } } });
    expect(await client.read(id)).toMatchObject({ status: 200, body: { state: 'unknown', labels: { team: 'z' } } });
    await stage.startWorker();
    await reaches(client, id, { state: 'succeeded', labels: { team: 'z' }, observation: { source: 'poll' } });
  });

  it('a requested poll waits for the next worker: a job that was read before is tracked then', async () => {
    const key = await stage.simulator.of('ibm-hmc').add({ durationMs: 0, outcome: 'succeeded' });
    expect((await client.read(`hmc-lab~${key}`)).status).toBe(202);
    await stage.startWorker();
    await eventually(async () => {
      expect((await client.get(`/jobs?q=${key}`)).body).toMatchObject({ jobs: [{ state: 'succeeded' }] });
    });
  });
});

describe('when the worker is killed', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    stage = await Stage.open();
    client = stage.client();
  });
  afterAll(() => stage?.close());

  it('[observation.stale, revision.observation, list.incomplete] jobs keep their state, are stale once their check is overdue, and fresh again with the next worker', async () => {
    const hmc = stage.simulator.of('ibm-hmc');
    const key = await hmc.add({ durationMs: 1, outcome: 'stuck' });
    const id = `hmc-lab~${key}`;
    const before = await reaches(client, id, { state: 'running', observation: { status: 'fresh' } });
    await stage.worker.kill('SIGKILL');

    const overdue = await eventually(async () => {
      const answer = await client.read(id);
      expect(answer).toMatchObject({ status: 200, body: { observation: { status: 'stale' } } });
      return answer;
    });
    expect(overdue.headers['cache-status']).toBe('jobgate; hit; detail=stale');
    expect(overdue.body).toMatchObject({ state: 'running', revision: before.revision + 1 });
    const { observedAt, nextCheckAt } = overdue.body.observation;
    expect(Date.parse(overdue.body.changedAt!)).toBeGreaterThan(Date.parse(nextCheckAt!));
    expect((await client.get('/jobs?observation=stale')).body).toMatchObject({
      jobs: [{ id, observation: { observedAt } }],
    });
    await eventually(async () => {
      const { body } = await client.get('/jobs?connection=hmc-lab');
      expect(body).toMatchObject({ complete: false, unreachable: ['hmc-lab'] });
    });

    await hmc.change(key, { endsInMs: 0, outcome: 'succeeded' });
    await stage.startWorker();
    await reaches(client, id, { state: 'succeeded', observation: { status: 'fresh' } }, 30_000);
    await eventually(async () => {
      const { body } = await client.get('/jobs?connection=hmc-lab');
      expect(body).toMatchObject({ complete: true, unreachable: [] });
    });
  });
});
