import { jest } from '@jest/globals';
import { always, CONNECTIONS, Stage, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';
import { addStaleJob } from './stale-job.js';

jest.setTimeout(90_000);

const GRACE_MS = 3_000;
/** As the stage has it where a test does not say otherwise. */
const SPREAD_MS = 2_000;
const WITH_RUNS_THAT_VANISH = ['hmc-lab', 'otc-prod', 'dm-prod', 'analyzer'] as const;

/** Another job that the upstream answers well for: where a missing job looks like a fault of the service, that tells them apart. */
async function isWellBeside(stage: Stage, connection: (typeof WITH_RUNS_THAT_VANISH)[number]): Promise<void> {
  const key = await stage.simulator.of(CONNECTIONS[connection]).add({ durationMs: 1, outcome: 'stuck' });
  await reaches(stage.client(), `${connection}~${key}`, { state: 'running' });
}

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

  async function expectLossAndReturn(connection: (typeof WITH_RUNS_THAT_VANISH)[number]): Promise<void> {
    const upstream = stage.simulator.of(CONNECTIONS[connection]);
    await isWellBeside(stage, connection);
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

  it('[state.lost, lost.not-found, lost.confirmed, lost.grace, lost.reversible] is lost after three answers and the grace time, and comes back when it reappears', async () => {
    await Promise.all(WITH_RUNS_THAT_VANISH.map(expectLossAndReturn));
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

  it('[lost.circuit] does not count as lost while its upstream only answers with errors', async () => {
    const cloud = stage.simulator.of('otc-ims');
    const key = await cloud.add({ durationMs: 1, outcome: 'stuck' });
    const id = `otc-prod~${key}`;
    const before = await reaches(client, id, { state: 'running' });
    await cloud.injectFault({ kind: 'http-500' });
    await cloud.forget(key);
    const longEnough = Date.parse(before.trackedAt!) + GRACE_MS + 2_000;
    await reaches(client, id, { observation: { status: 'unreachable' } });
    await always(async () => expect((await client.job(id)).state).toBe('running'), longEnough - Date.now());
    await cloud.clearFaults();
  });
});

describe('a job is lost', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    stage = await Stage.open();
    client = stage.client();
  });
  afterAll(() => stage?.close());

  it('[lost.deadline, track.deadline] when its deadline passes without an end, and a later end still counts', async () => {
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

  it('[lost.confirmed] when it was missing for as long as answers have to be spread, however many there were', async () => {
    await isWellBeside(stage, 'otc-prod');
    const otc = stage.simulator.of('otc-ims');
    const key = await otc.add({ durationMs: 1, outcome: 'stuck' });
    const id = `otc-prod~${key}`;
    await reaches(client, id, { state: 'running' });
    await otc.forget(key);
    const missed = await reaches(client, id, { observation: { status: 'stale', error: { kind: 'not-found' } } });
    const lost = await reaches(client, id, { state: 'lost', stateReason: 'not-found' });
    expect(Date.parse(lost.changedAt!) - Date.parse(missed.changedAt!)).toBeGreaterThanOrEqual(SPREAD_MS);
  });

  it('[lost.expired] with another reason when it may have ended and been forgotten since it was seen', async () => {
    const key = 'b0b0e446-107f-11e1-bde0-0010184c8334';
    await addStaleJob(stage, { connection: 'hmc-lab', key, provider: 'ibm-hmc' }, 5 * 3_600_000);
    const lost = await reaches(client, `hmc-lab~${key}`, { state: 'lost' });
    expect(lost).toMatchObject({ stateReason: 'expired', terminal: true, severity: 'error', endedAt: null });
  });
});
