import { requesterOf } from '#libs/requests';
import { done, refused, run, ScriptedCommands } from '../../../../test/contract/commands.provider.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { ActingWorker } from '../../test/acting.worker.js';
import { DATAMEER_KEY, GatewayStage, KEY, READER_KEY } from '../../test/gateway.stage.js';
import { freshKey } from '../../test/records.js';

const MAX = 3;

describe('the jobs that a caller has had tracked', () => {
  let stage: GatewayStage;
  let worker: ActingWorker;
  const acts = new ScriptedCommands();

  beforeAll(async () => {
    stage = await GatewayStage.open({ gateway: { readWaitMs: 1_500 }, access: { limits: { tracked: MAX } } });
    worker = await ActingWorker.start(stage.redis, acts);
  }, 40_000);
  afterAll(async () => {
    await worker?.stop();
    await stage?.close();
  });
  beforeEach(async () => {
    Object.assign(acts, new ScriptedCommands());
    for (const name of ['operator', 'reader', 'datameer']) {
      await stage.store.redis.del(stage.store.keys.tracked(requesterOf(name)));
    }
  });

  const track = (key: string, caller = KEY) => stage.call('post', '/jobs', caller).send({ connection: 'dm-prod', key });
  const storedOf = (key: string) => stage.store.jobs.read({ connection: 'dm-prod', key });

  /** Has as many tracked as may be; returns their keys. */
  async function fill(trackOne = (key: string) => track(key).expect(201) as PromiseLike<unknown>): Promise<string[]> {
    const keys = Array.from({ length: MAX }, freshKey);
    for (const key of keys) {
      worker.runs.set(key, 'RUNNING');
      await trackOne(key);
    }
    return keys;
  }

  it('[track.most] are so many in flight: one more is refused, and nothing of it is stored', async () => {
    const [first] = await fill();
    const key = freshKey();
    const { body, headers } = await track(key).expect(429);
    expect([body.code, headers['retry-after']]).toEqual(['too-many-tracked-jobs', '5']);
    expect(await storedOf(key)).toBeNull();
    await track(first!).expect(200);
    await track(key, DATAMEER_KEY).expect(201);
    await track(key).expect(200);
  });

  it('[track.most] are not more when all are tracked at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => track(freshKey())));
    const accepted = answers.filter(({ status }) => status === 201);
    expect([accepted.length, new Set(answers.map(({ status }) => status))]).toEqual([MAX, new Set([201, 429])]);
  });

  it('make no subscription for one that is refused', async () => {
    await fill();
    const before = await stage.store.redis.hkeys(stage.store.keys.subscriptions());
    const body = { connection: 'dm-prod', key: freshKey(), webhook: 'https://example.com/hook' };
    await stage.call('post', '/jobs').send(body).expect(429);
    expect(await stage.store.redis.hkeys(stage.store.keys.subscriptions())).toEqual(before);
  });

  it('[get.track-most] are those as well that a first read tracks', async () => {
    const [first] = await fill((key) => stage.call('get', `/jobs/dm-prod~${key}`, READER_KEY).expect(200));
    const key = freshKey();
    worker.runs.set(key, 'RUNNING');
    const { body, headers } = await stage.call('get', `/jobs/dm-prod~${key}`, READER_KEY).expect(429);
    expect([body.code, headers['retry-after']]).toEqual(['too-many-tracked-jobs', '5']);
    expect(await storedOf(key)).toBeNull();
    await stage.call('get', `/jobs/dm-prod~${first}`, READER_KEY).expect(200);
    await stage.call('get', `/jobs/dm-prod~${key}/events`, READER_KEY).expect(429);
    await stage.call('get', `/jobs/dm-prod~${key}`).expect(200);
    await stage.call('get', `/jobs/dm-prod~${key}`, READER_KEY).expect(200);
  });

  it('are not those that a read has found to be none, or to have ended', async () => {
    const ended = Array.from({ length: MAX }, freshKey);
    for (const key of ended) worker.runs.set(key, 'COMPLETED');
    for (const key of ended) await stage.call('get', `/jobs/dm-prod~${key}`).expect(200);
    for (let turn = 0; turn < MAX; turn += 1) await stage.call('get', `/jobs/dm-prod~${freshKey()}`).expect(404);
    await fill();
  });

  it('[start.track-most] include started jobs: one more is refused before the upstream is called', async () => {
    const keys = Array.from({ length: MAX }, freshKey);
    for (const key of keys) {
      acts.start = () => done(run(key));
      worker.runs.set(key, 'RUNNING');
      await stage.call('post', '/connections/dm-prod/jobs').send({ configuration: 88 }).expect(202);
    }
    acts.asked.length = 0;
    const { body } = await stage
      .call('post', '/connections/dm-prod/jobs')
      .set('Idempotency-Key', 'beyond')
      .send({ configuration: 88 })
      .expect(429);
    expect([body.code, acts.asked]).toEqual(['too-many-tracked-jobs', []]);
    await track(freshKey()).expect(429);
    await stage.call('delete', `/jobs/dm-prod~${keys[0]}`).expect(204);
    await eventually(() =>
      stage
        .call('post', '/connections/dm-prod/jobs')
        .set('Idempotency-Key', 'beyond')
        .send({ configuration: 88 })
        .expect(202),
    );
  });

  it('count a sequence once, by the run that it has come to', async () => {
    const [first, second] = [freshKey(), freshKey()];
    acts.start = (step) => done(run(step === 88 ? first : second));
    await stage
      .call('post', '/connections/dm-prod/jobs')
      .send({ configurations: [88, 91] })
      .expect(202);
    worker.runs.set(first, 'COMPLETED');
    worker.runs.set(second, 'RUNNING');
    const counted = () => stage.store.redis.zrange(stage.store.keys.tracked(requesterOf('operator')), 0, '-1');
    await eventually(async () => expect(await counted()).toEqual([`dm-prod~${second}`]), 20_000);
  });

  it('are no starts that the upstream refused', async () => {
    acts.start = () => refused('conflict', 'busy');
    for (let turn = 0; turn < MAX + 1; turn += 1) {
      await stage.call('post', '/connections/dm-prod/jobs').send({ configuration: 88 }).expect(409);
    }
    await fill();
  });

  it('include jobs that were never polled, and are to be canceled', async () => {
    const hmc = (last: number) => `hmc-lab~86e44546-107f-11e1-bde0-00101800000${last}`;
    await fill();
    await stage.call('post', `/jobs/${hmc(1)}/cancel`).expect(429);
  });

  it('[track.most-ended] are fewer when one has ended, or is untracked', async () => {
    const [first, second] = await fill();
    await stage.call('delete', `/jobs/dm-prod~${first}`).expect(204);
    await eventually(() => track(freshKey()).expect(201));
    await track(freshKey()).expect(429);
    worker.runs.set(second!, 'COMPLETED');
    await eventually(() => track(freshKey()).expect(201), 20_000);
  });

  it('[track.most-made-up] are not fewer for one that is lost, and was never seen', async () => {
    const lost = await Promise.all(Array.from({ length: MAX }, () => loseUnseen()));
    await track(freshKey()).expect(429);
    await stage.call('delete', `/jobs/${lost[0]}`).expect(204);
    await eventually(() => track(freshKey()).expect(201));
  });

  it('are as many as the configuration says from the next one on', async () => {
    await fill();
    const limit = (tracked: number | null) =>
      stage.reconfigure((before) => ({
        ...before,
        access: { ...before.access, limits: { ...before.access.limits, tracked } },
      }));
    limit(MAX + 1);
    await track(freshKey()).expect(201);
    await track(freshKey()).expect(429);
    limit(null);
    await track(freshKey()).expect(201);
    limit(MAX);
    await track(freshKey()).expect(429);
  });

  /** Tracks a job whose deadline passes before anybody has seen it. */
  async function loseUnseen(): Promise<string> {
    const key = freshKey();
    const deadline = new Date(Date.now() + 100).toISOString();
    await stage.call('post', '/jobs').send({ connection: 'dm-prod', key, deadline }).expect(201);
    await eventually(async () => expect((await storedOf(key))!.record.state).toBe('lost'), 20_000);
    return `dm-prod~${key}`;
  }
});
