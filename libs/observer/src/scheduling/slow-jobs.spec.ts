import { applyDescription } from '#libs/jobs';
import { json } from '../../../../test/contract/scripted-reply.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { openDatameer, runIs } from '../../test/datameer.scene.js';
import { BEGIN, HOUR, latch, MINUTE, never, type PollingScene } from '../../test/polling.scene.js';
import { Canceler } from '../commands/canceler.js';
import { duePollerOf } from '../../test/due.poller.js';

let redis: RedisServer;
let scene: PollingScene;
let stopping: AbortController;
let slow: ReturnType<typeof latch>;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => {
  stopping = new AbortController();
  slow = latch();
  const limits = { concurrency: 20, requestsPerSecond: null, timeoutMs: 5 * MINUTE, maxResponseBytes: 1_000_000 };
  scene = await openDatameer(redis, { limits });
});
afterEach(async () => {
  slow.open();
  stopping.abort(new Error('stopped'));
  await scene.close();
});

const poll = () =>
  duePollerOf(scene.context, new Canceler(scene.context, never()), scene.poller).poll({
    stopping: stopping.signal,
    abandoning: never(),
  });

/** Tracks so many runs, and has them fall due in their order. */
async function track(count: number): Promise<string[]> {
  const keys = Array.from({ length: count }, (_, index) => String(index + 1));
  for (const key of keys) runIs(scene, key, 'RUNNING');
  const subjects = keys.map((key) => ({ key, known: null }));
  await scene.pollAll(subjects, { source: 'demand' });
  scene.now += MINUTE;
  const due = keys.flatMap((key, index) => [BEGIN + index, key]);
  await scene.store.redis.zadd(scene.store.keys.schedule(scene.settings.name), ...due);
  scene.calls();
  return keys;
}

const answer = (jobStatus: string) => json(200, { jobStatus, counters: {} });

const isSlow = (key: string) => {
  runIs(scene, key, { play: 'held', reply: answer('COMPLETED'), until: slow.opened });
};

/** How many of the jobs have been polled at the present time. */
async function polled(keys: readonly string[]): Promise<number> {
  const jobs = await Promise.all(keys.map((key) => scene.job(key)));
  return jobs.filter(({ observation }) => observation.attemptedAt === scene.now).length;
}

describe('a job whose upstream takes long to answer', () => {
  it('holds up no other one: 398 of 400 are polled while two are waited for', async () => {
    const keys = await track(400);
    const others = keys.filter((key) => key !== '10' && key !== '100');
    isSlow('10');
    isSlow('100');
    const polling = poll();
    await eventually(async () => expect(await polled(others)).toBe(398));
    expect(await polled(['10', '100'])).toBe(0);
    slow.open();
    await eventually(async () => expect(await polled(['10', '100'])).toBe(2));
    stopping.abort();
    await polling;
  });

  it('holds up no other one as long as it takes', async () => {
    const keys = await track(10);
    const others = keys.filter((key) => key !== '5');
    isSlow('5');
    const polling = poll();
    await eventually(async () => expect(await polled(others)).toBe(9));
    for (let time = 0; time < 3; time += 1) {
      scene.now += HOUR;
      await eventually(async () => expect(await polled(others)).toBe(9));
    }
    expect(await polled(['5'])).toBe(0);
    slow.open();
    stopping.abort();
    await polling;
    expect(await scene.job('5')).toMatchObject({ state: 'succeeded' });
  });

  it('does not delay asking for another one again, whose record was changed while its answer was on its way', async () => {
    await track(3);
    const { opened, open } = latch();
    runIs(scene, '2', { play: 'held', reply: answer('RUNNING'), until: opened });
    isSlow('3');
    const polling = poll();
    await scene.upstream.arrived(3);
    await scene.store.jobs.update(scene.address('2'), (current) =>
      current ? { revised: applyDescription(current.record, { name: 'nightly' }, scene.now) } : null,
    );
    runIs(scene, '2', 'COMPLETED');
    open();
    await eventually(async () => expect(await scene.job('2')).toMatchObject({ name: 'nightly', state: 'succeeded' }));
    expect(await scene.job('3')).toMatchObject({ state: 'running' });
    slow.open();
    stopping.abort();
    await polling;
  });
});
