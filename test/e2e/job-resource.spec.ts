import { jest } from '@jest/globals';
import { CONNECTIONS, eventually, Stage, type ReadJob, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

/** What clients rely on: exactly these members, in every job. */
const MEMBERS = [
  ...['id', 'kind', 'target', 'connection', 'provider', 'name', 'operation', 'labels', 'state', 'stateReason'],
  ...['terminal', 'severity', 'progress', 'warnings', 'error', 'result', 'resultHref', 'children', 'createdAt'],
  ...['startedAt', 'endedAt', 'upstream', 'observation', 'cancellation', 'capabilities', 'trackedAt', 'changedAt'],
  ...['expiresAt', 'revision', 'links'],
];
const NESTED = {
  upstream: ['id', 'state', 'url', 'attribution'],
  observation: [...['status', 'observedAt', 'attemptedAt', 'nextCheckAt', 'failures', 'source', 'error', 'anomalies']],
  cancellation: ['status', 'requestedAt', 'reason'],
  capabilities: ['cancel', 'delete'],
  links: ['self', 'history', 'events', 'explain'],
} as const;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('the job resource', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    stage = await Stage.open();
    client = stage.client();
  });
  afterAll(() => stage?.close());

  function expectWellFormed(job: ReadJob): void {
    expect(Object.keys(job).toSorted()).toEqual(MEMBERS.toSorted());
    for (const [name, members] of Object.entries(NESTED)) {
      expect(Object.keys(job[name as keyof typeof NESTED]).toSorted()).toEqual([...members].toSorted());
    }
    const { createdAt, startedAt, endedAt, trackedAt, changedAt, expiresAt, observation } = job;
    const { observedAt, attemptedAt, nextCheckAt } = observation;
    for (const time of [createdAt, startedAt, endedAt, expiresAt, observedAt, attemptedAt, nextCheckAt]) {
      if (time !== null) expect(time).toMatch(TIMESTAMP);
    }
    for (const time of [trackedAt, changedAt]) expect(time).toMatch(TIMESTAMP);
    expect(JSON.stringify(job)).not.toContain('undefined');
  }

  it.each(Object.entries(CONNECTIONS))(
    '[job.all-keys, job.times] has every member in every state of a job of %s',
    async (connection, provider) => {
      const upstream = stage.simulator.of(provider);
      const key = await upstream.add({ durationMs: 1, outcome: 'stuck' });
      const id = `${connection}~${provider === 'oracle-sbc' ? 'last' : key}`;
      const tracked = await client.track({ id });
      expectWellFormed(tracked);
      expect(tracked).toMatchObject({
        state: 'unknown',
        severity: 'unknown',
        observation: { status: 'never' },
        upstream: {},
      });
      const running = await reaches(client, id, { state: 'running' });
      expectWellFormed(running);
      expect(running.expiresAt).toBeNull();
      // A box has no ids of its own: its newest job is the one in the slot.
      const upstreamId = (await upstream.jobs()).at(-1)!.id;
      await upstream.change(upstreamId, { endsInMs: 0, outcome: 'failed' });
      const failed = await reaches(client, id, { state: 'failed', severity: 'error' });
      expectWellFormed(failed);
    },
  );

  it('says when an ended job will be forgotten', async () => {
    const key = await stage.simulator.of('ibm-hmc').add({ durationMs: 0, outcome: 'succeeded' });
    const job = await client.job(`hmc-lab~${key}`);
    const day = 86_400_000;
    expect(Math.abs(Date.parse(job.expiresAt!) - Date.parse(job.changedAt!) - day)).toBeLessThan(1_000);
    expect(job.observation.nextCheckAt).toBeNull();
  });

  it('[job.upstream-clock] takes no time of an upstream that reports none from its own clock', async () => {
    for (const [connection, provider] of [
      ['hmc-lab', 'ibm-hmc'],
      ['analyzer', 'hitachi-analyzer'],
    ] as const) {
      const key = await stage.simulator.of(provider).add({ durationMs: 300, outcome: 'succeeded' });
      const job = await reaches(client, `${connection}~${key}`, { state: 'succeeded' });
      expect(job).toMatchObject({ createdAt: null, startedAt: null, endedAt: null });
    }
  });

  it('[revision.steady] keeps its revision and the moment of change through checks that find nothing new', async () => {
    const key = await stage.simulator.of('ibm-hmc').add({ durationMs: 1, outcome: 'stuck' });
    const id = `hmc-lab~${key}`;
    const before = await reaches(client, id, { state: 'running' });
    const after = await eventually(async () => {
      const job = await client.job(id);
      expect(Date.parse(job.observation.observedAt!)).toBeGreaterThan(Date.parse(before.observation.observedAt!) + 500);
      return job;
    });
    expect(after).toMatchObject({ revision: before.revision, changedAt: before.changedAt });
  });

  it('[revision.state, revision.labels] counts its revision up by one with each change', async () => {
    const otc = stage.simulator.of('otc-ims');
    const key = await otc.add({ queuedMs: 60_000, durationMs: 60_000, outcome: 'stuck', progress: false });
    const id = `otc-prod~${key}`;
    const { revision } = await client.track({ id });
    await reaches(client, id, { state: 'queued', revision: revision + 1 });
    await otc.change(key, { queuedMs: 0 });
    await reaches(client, id, { state: 'running', revision: revision + 2 });
    await client.patch(`/jobs/${id}`, { labels: { team: 'z' } });
    await reaches(client, id, { labels: { team: 'z' }, revision: revision + 3 });
    await otc.change(key, { endsInMs: 0, outcome: 'failed' });
    await reaches(client, id, { state: 'failed', revision: revision + 4 });
  });
});
