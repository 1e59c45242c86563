import { jest } from '@jest/globals';
import { always, CONNECTIONS, Stage, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

const GRACE_MS = 3_000;
const WITH_RUNS_THAT_VANISH = ['hmc-lab', 'otc-prod', 'dm-prod', 'analyzer'] as const;

describe('a job that its upstream no longer knows', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    stage = await Stage.open({
      configure: ({ tracking }) => {
        tracking.lostAfter = { answers: 3, spread: '1s', grace: `${GRACE_MS}ms` };
      },
    });
    client = stage.client();
  });
  afterAll(() => stage?.close());

  async function vanishesAndReappears(connection: (typeof WITH_RUNS_THAT_VANISH)[number]): Promise<void> {
    const upstream = stage.simulator.of(CONNECTIONS[connection]);
    const key = await upstream.add({ durationMs: 1, outcome: 'stuck' });
    const id = `${connection}~${key}`;
    const { script, id: upstreamId } = await upstream.job(key);
    await reaches(client, id, { state: 'running' });
    await upstream.forget(key);
    await upstream.resetCalls();

    const missed = await reaches(client, id, { observation: { status: 'stale', error: { kind: 'not-found' } } });
    expect(missed.state).toBe('running');
    const lost = await reaches(client, id, { state: 'lost' });
    expect(lost).toMatchObject({ terminal: true, stateReason: 'not-found', severity: 'error', endedAt: null });
    expect(Date.parse(lost.changedAt!) - Date.parse(lost.trackedAt!)).toBeGreaterThanOrEqual(GRACE_MS);
    expect(Math.max(await upstream.callsFor(key), await upstream.callsFor(upstreamId))).toBeGreaterThanOrEqual(3);
    expect((await client.read(id)).status).toBe(200);

    await upstream.add({ ...script, id: upstreamId });
    const back = await reaches(client, id, { state: 'running', stateReason: null, terminal: false }, 20_000);
    expect(back.expiresAt).toBeNull();
  }

  it('is lost after three answers and the grace time, and comes back when it reappears', async () => {
    await Promise.all(WITH_RUNS_THAT_VANISH.map(vanishesAndReappears));
  });

  it('is lost as well when it was tracked and never found', async () => {
    const id = 'hmc-lab~never-there';
    await client.track({ id });
    await reaches(client, id, { state: 'unknown', observation: { status: 'stale', error: { kind: 'not-found' } } });
    await reaches(client, id, { state: 'lost', stateReason: 'not-found' });
  });

  it('keeps an end that had been seen before', async () => {
    const hmc = stage.simulator.of('ibm-hmc');
    const key = await hmc.add({ durationMs: 0, outcome: 'succeeded' });
    const before = await client.job(`hmc-lab~${key}`);
    await hmc.forget(key);
    const after = await client.job(`hmc-lab~${key}`, { 'cache-control': 'no-cache' });
    expect(after).toEqual(before);
  });

  it('does not count as lost while its upstream only answers with errors', async () => {
    const cloud = stage.simulator.of('otc-ims');
    const key = await cloud.add({ durationMs: 1, outcome: 'stuck' });
    const id = `otc-prod~${key}`;
    const before = await reaches(client, id, { state: 'running' });
    await cloud.trouble({ kind: 'http-500' });
    await cloud.forget(key);
    const longEnough = Date.parse(before.trackedAt!) + GRACE_MS + 2_000;
    await reaches(client, id, { observation: { status: 'unreachable' } });
    await always(async () => expect((await client.job(id)).state).toBe('running'), longEnough - Date.now());
    await cloud.clearTroubles();
  });
});

describe('a deadline', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    stage = await Stage.open();
    client = stage.client();
  });
  afterAll(() => stage?.close());

  it('that passes without an end makes a job lost, and a later end still counts', async () => {
    const hmc = stage.simulator.of('ibm-hmc');
    const key = await hmc.add({ durationMs: 1, outcome: 'stuck' });
    const id = `hmc-lab~${key}`;
    const deadline = new Date(Date.now() + 4_000).toISOString();
    await client.track({ id, deadline });
    await reaches(client, id, { state: 'running' });
    const lost = await reaches(client, id, { state: 'lost', stateReason: 'deadline' });
    expect(lost.changedAt! >= deadline).toBe(true);
    await hmc.change(key, { endsInMs: 0, outcome: 'succeeded' });
    await reaches(client, id, { state: 'succeeded', stateReason: null }, 20_000);
  });
});
