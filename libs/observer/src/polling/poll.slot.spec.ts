import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { latch, MINUTE, SECOND, type PollingScene } from '../../test/polling.scene.js';
import { openSlot, SLOT, slotHolds, slotReply } from '../../test/slot.scene.js';

const SAVE = 'save-20261121T080000000Z';

let redis: RedisServer;
let scene: PollingScene;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => {
  scene = await openSlot(redis);
  slotHolds(scene, 'save', 'inProgress');
});
afterEach(() => scene.close());

/** Keys of all runs that are tracked, in the order of their names. */
async function runs(): Promise<string[]> {
  const keys = await scene.store.redis.keys(scene.store.keys.job(scene.settings.name, '*'));
  const prefix = scene.store.keys.job(scene.settings.name, '');
  return keys
    .map((name) => name.slice(prefix.length))
    .filter((key) => key !== 'last')
    .sort();
}

async function pollAll(keys: readonly string[]) {
  const subjects = await Promise.all(
    keys.map(async (key) => ({ key, known: await scene.store.jobs.read(scene.address(key)) })),
  );
  return scene.pollAll(subjects);
}

describe('an upstream with one slot that names nothing', () => {
  it('has its operation tracked as a run of its own', async () => {
    expect(await scene.poll('last')).toEqual({ result: 'observed' });
    expect(await scene.job('last')).toMatchObject({ kind: 'pointer', state: 'running', targetKey: SAVE });
    expect(await scene.job(SAVE)).toMatchObject({ kind: 'run', state: 'running', operation: 'save' });
    expect(await runs()).toEqual([SAVE]);
  });

  it('keeps that run as long as nothing else stands in the slot, to its end', async () => {
    await scene.poll('last');
    for (const status of ['inProgress', 'inProgress', 'success', 'success']) {
      scene.now += SECOND;
      slotHolds(scene, 'save', status);
      await scene.poll('last');
    }
    expect(await runs()).toEqual([SAVE]);
    expect(await scene.job(SAVE)).toMatchObject({ state: 'succeeded' });
    expect((await scene.history(SAVE)).map(({ to }) => to)).toEqual(['running', 'succeeded']);
    expect(await scene.scheduledAt(SAVE)).toBeNull();
  });

  it('is asked once for the slot and its run together', async () => {
    await scene.poll('last');
    scene.calls();
    const outcomes = await pollAll([SAVE, 'last']);
    expect(scene.calls()).toEqual([SLOT]);
    expect([...outcomes.values()]).toEqual([{ result: 'observed' }, { result: 'observed' }]);
  });

  it('shows a run that is asked for through its slot', async () => {
    await scene.poll('last');
    scene.calls();
    slotHolds(scene, 'save', 'fail');
    scene.now += SECOND;
    expect(await scene.poll(SAVE)).toEqual({ result: 'observed' });
    expect(scene.calls()).toEqual([SLOT]);
    expect(await scene.job(SAVE)).toMatchObject({ state: 'failed' });
    expect(await scene.job('last')).toMatchObject({ state: 'failed', targetKey: SAVE });
  });

  it.each(['last', SAVE])('loses an unfinished run to the next one, whichever is polled: %s', async (polled) => {
    await scene.poll('last');
    scene.calls();
    slotHolds(scene, 'activate', 'inProgress');
    scene.now += MINUTE;
    await scene.poll(polled);
    expect(scene.calls()).toEqual([SLOT]);
    expect(await runs()).toEqual(['activate-20261121T080100000Z', SAVE]);
    expect(await scene.job(SAVE)).toMatchObject({ state: 'lost', stateReason: 'superseded' });
    expect(await scene.scheduledAt(SAVE)).toBeNull();
    expect(await scene.job('last')).toMatchObject({ targetKey: 'activate-20261121T080100000Z', state: 'running' });
  });

  it('keeps a run that had ended before the next one came', async () => {
    slotHolds(scene, 'save', 'success');
    await scene.poll('last');
    slotHolds(scene, 'activate', 'inProgress');
    scene.now += MINUTE;
    await scene.poll('last');
    expect(await scene.job(SAVE)).toMatchObject({ state: 'succeeded' });
  });

  it('knows no run that nobody has seen', async () => {
    expect(await scene.poll('save-20250101T000000000Z')).toEqual({ result: 'not-found' });
    expect(await scene.record('save-20250101T000000000Z')).toBeNull();
  });

  it('keeps every state in trouble, and asks once', async () => {
    await scene.poll('last');
    scene.plays.set(SLOT, { status: 500, body: '' });
    scene.calls();
    scene.now += MINUTE;
    const outcomes = await pollAll([SAVE, 'last']);
    expect(scene.calls()).toEqual([SLOT]);
    for (const key of [SAVE, 'last']) {
      expect(outcomes.get(key)).toMatchObject({ result: 'trouble', kind: 'unreachable' });
      expect(await scene.job(key)).toMatchObject({ state: 'running', observation: { status: 'unreachable' } });
    }
  });

  it('keeps its run when the slot itself has been untracked', async () => {
    await scene.poll('last');
    await scene.store.jobs.remove(scene.address('last'));
    slotHolds(scene, 'save', 'success');
    scene.now += MINUTE;
    await scene.poll(SAVE);
    expect(await runs()).toEqual([SAVE]);
    expect(await scene.job(SAVE)).toMatchObject({ state: 'succeeded' });
  });

  it('gets one new run from polls of all kinds at the same time', async () => {
    await scene.poll('last');
    const { opened, open } = latch();
    scene.plays.set(SLOT, { play: 'held', reply: slotReply('activate', 'inProgress'), until: opened });
    scene.calls();
    scene.now += MINUTE;
    const others = [scene.anotherProcess(), scene.anotherProcess()];
    const polls = ['last', SAVE].flatMap((key) => [scene.poll(key), ...others.map((other) => scene.poll(key, other))]);
    await scene.upstream.arrived(3);
    open();
    await Promise.all(polls);
    // At most a call by each process; and each log-on of the two others is one as well.
    expect(scene.calls().length).toBeLessThanOrEqual(3);
    expect(await runs()).toEqual(['activate-20261121T080100000Z', SAVE]);
    expect(await scene.job('activate-20261121T080100000Z')).toMatchObject({ state: 'running' });
    expect(await scene.job(SAVE)).toMatchObject({ state: 'lost', stateReason: 'superseded' });
  });
});
