import { applyCancelRequest, beginCancel, type Cancellation } from '#libs/jobs';
import { done, refused, trouble, type ScriptedCommands } from '../../../../test/contract/commands.provider.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { openActing } from '../../test/acting.scene.js';
import { runIs } from '../../test/datameer.scene.js';
import { latch, never, SECOND, type PollingScene } from '../../test/polling.scene.js';
import { duePollerOf } from '../../test/due.poller.js';
import { Canceler } from './canceler.js';

let redis: RedisServer;
let scene: PollingScene;
let acts: ScriptedCommands;
let canceler: Canceler;

beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => {
  ({ scene, acts } = await openActing(redis));
  canceler = new Canceler(scene.context, never());
  runIs(scene, '1', 'RUNNING');
  await scene.poll('1');
});
afterEach(() => scene.close());

const wish = () =>
  scene.store.jobs.update(scene.address('1'), (current) => ({
    revised: applyCancelRequest(current!.record, scene.now),
  }));
const cancellation = async (): Promise<Cancellation> => (await scene.job('1')).cancellation;

/** One round of the schedule, as the one worker does it that cares for the connection. */
async function pollOnce(one = canceler, context = scene.context): Promise<void> {
  const stopping = new AbortController();
  // So that the poll of this round can be told from those before.
  const at = (scene.now += 1);
  await scene.store.redis.zadd(scene.store.keys.schedule(scene.settings.name), at, '1');
  const polling = duePollerOf(context, one, scene.poller).poll({
    stopping: stopping.signal,
    abandoning: never(),
  });
  await eventually(async () => expect((await scene.job('1')).observation.attemptedAt).toBe(at));
  await new Promise((resolve) => setTimeout(resolve, 100));
  await one.idle();
  stopping.abort();
  await polling;
}

describe('a wish to cancel', () => {
  it('is carried out once, however many want it', async () => {
    await wish();
    const outcomes = await Promise.all([canceler.cancel('1'), canceler.cancel('1')]);
    expect(outcomes).toEqual([
      { result: 'done', done: 'acknowledged' },
      { result: 'done', done: 'acknowledged' },
    ]);
    expect(await canceler.cancel('1')).toEqual({ result: 'done', done: 'acknowledged' });
    expect(acts.asked).toEqual(['cancel 1']);
    expect(await scene.job('1')).toMatchObject({ state: 'running', cancellation: { status: 'acknowledged' } });
  });

  it('makes the next poll due, and its state tells', async () => {
    await wish();
    await canceler.cancel('1');
    expect(await scene.scheduledAt('1')).toBe(scene.now);
    runIs(scene, '1', 'CANCELED');
    await pollOnce();
    expect(await scene.job('1')).toMatchObject({ state: 'canceled', cancellation: { status: 'acknowledged' } });
  });

  it('that no request tells of is found by the schedule', async () => {
    await wish();
    await pollOnce();
    expect(acts.asked).toEqual(['cancel 1']);
    expect(await cancellation()).toMatchObject({ status: 'acknowledged' });
  });

  it.each([
    [() => refused('unsupported', '404.4'), 'unsupported', 'The upstream says no. (404.4)'],
    [() => refused('conflict', '409.1'), 'rejected', 'The upstream says no. (409.1)'],
    [() => done('ineffective' as const), 'ineffective', 'The upstream took the cancel without effect.'],
    [() => done('ended' as const), 'requested', 'The upstream says that the job had ended.'],
    [() => trouble(true), 'requested', 'Whether the upstream took the cancel is not known.'],
  ] as const)('that ends otherwise says so: %#', async (answer, status, reason) => {
    acts.cancel = answer;
    await wish();
    await canceler.cancel('1');
    expect(await cancellation()).toMatchObject({ status, reason });
    await pollOnce();
    expect(acts.asked).toEqual(['cancel 1']);
    expect((await scene.job('1')).state).toBe('running');
  });

  it('that the upstream has not heard is carried out with a later check', async () => {
    acts.cancel = () => trouble(false);
    await wish();
    expect(await canceler.cancel('1')).toMatchObject({ result: 'unavailable', code: 'timeout' });
    expect(await cancellation()).toMatchObject({ status: 'requested', reason: 'Not asked yet: No answer.' });
    acts.cancel = () => done('acknowledged');
    scene.now += 10 * SECOND;
    await pollOnce();
    expect(await cancellation()).toMatchObject({ status: 'acknowledged', reason: null });
    expect(acts.asked).toEqual(['cancel 1', 'cancel 1']);
  });

  it('waits for a circuit that is open', async () => {
    await wish();
    for (let time = 0; time < 5; time += 1) {
      const problem = { kind: 'unreachable', code: 'timeout', message: '', upstreamStatus: null, retryAfterMs: null };
      scene.admission.record({ ...problem, kind: 'unreachable' }, null, 0);
    }
    expect(await canceler.cancel('1')).toMatchObject({ result: 'unavailable', code: 'circuit-open' });
    expect(acts.asked).toEqual([]);
    scene.now += 10 * SECOND;
    await pollOnce();
    expect(acts.asked).toEqual(['cancel 1']);
  });

  it('over which a worker died is not carried out again, and says that nobody knows', async () => {
    await wish();
    await scene.store.jobs.update(scene.address('1'), (current) => {
      const revised = beginCancel(current!.record, scene.now);
      return revised && { revised };
    });
    const other = scene.openContext();
    await pollOnce(new Canceler(other, never()), other);
    expect(acts.asked).toEqual([]);
    expect(await cancellation()).toMatchObject({
      status: 'requested',
      reason: 'Whether the upstream took the cancel is not known.',
    });
  });

  it('is nobody else’s while it is in hand', async () => {
    const { opened, open } = latch();
    acts.cancel = async () => {
      await opened;
      return done('acknowledged');
    };
    await wish();
    const first = canceler.cancel('1');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await new Canceler(scene.openContext(), never()).cancel('1')).toMatchObject({ result: 'unknown' });
    open();
    expect(await first).toEqual({ result: 'done', done: 'acknowledged' });
    expect(acts.asked).toEqual(['cancel 1']);
    expect(await cancellation()).toMatchObject({ status: 'acknowledged' });
  });

  it('of a job that has ended meanwhile asks nobody', async () => {
    await wish();
    runIs(scene, '1', 'COMPLETED');
    await scene.poll('1');
    expect(await canceler.cancel('1')).toEqual({ result: 'done', done: 'ended' });
    expect(acts.asked).toEqual([]);
    expect(await cancellation()).toMatchObject({ status: 'ineffective' });
  });

  it('has the job polled often at first, and then less', async () => {
    await wish();
    await canceler.cancel('1');
    const begun = scene.now;
    scene.now += 4 * SECOND;
    await scene.poll('1');
    expect((await scene.scheduledAt('1'))! - scene.now).toBeLessThanOrEqual(2 * SECOND);
    scene.now = begun + 40 * SECOND;
    await scene.poll('1');
    expect((await scene.scheduledAt('1'))! - scene.now).toBeLessThanOrEqual(20 * SECOND);
  });
});
