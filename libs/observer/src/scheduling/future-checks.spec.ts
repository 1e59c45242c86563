import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { openDatameer, runIs } from '../../test/datameer.scene.js';
import { MINUTE, never, SECOND, type PollingScene } from '../../test/polling.scene.js';
import { bringFutureChecksForward } from './future-checks.js';

let redis: RedisServer;
let scene: PollingScene;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => (scene = await openDatameer(redis)));
afterEach(() => scene.close());

const bringForward = () => bringFutureChecksForward(scene.context, never());

describe('checks that a clock that was ahead has put off', () => {
  it('are due at once for whoever takes the connection', async () => {
    runIs(scene, '1', 'RUNNING');
    scene.now += 5 * MINUTE;
    await scene.poll('1', scene.anotherProcess());
    scene.now -= 5 * MINUTE;
    expect(await bringForward()).toBe(1);
    expect(await scene.scheduledAt('1')).toBe(scene.now);
  });

  it('are due at once when a lease ends in the future', async () => {
    runIs(scene, '1', 'RUNNING');
    await scene.poll('1');
    scene.now += 5 * MINUTE;
    const { name } = scene.settings;
    await scene.store.schedule.claim(name, scene.now, scene.now + 10 * SECOND, 1);
    scene.now -= 5 * MINUTE;
    expect(await bringForward()).toBe(1);
    expect(await scene.scheduledAt('1')).toBe(scene.now);
  });
});

describe('checks that are far away for a reason', () => {
  it('stay where they are, and so do leases', async () => {
    for (const key of ['1', '2']) {
      runIs(scene, key, 'RUNNING');
      await scene.poll(key);
    }
    const { name } = scene.settings;
    const later = { status: 503, body: '', headers: { 'retry-after': '600' } };
    runIs(scene, '1', later);
    await scene.poll('1');
    scene.now += MINUTE;
    await scene.store.schedule.claim(name, scene.now, scene.now + 10 * SECOND, 1);
    const before = [await scene.scheduledAt('1'), await scene.scheduledAt('2')];
    expect(before).toEqual([expect.any(Number), scene.now + 10 * SECOND]);
    expect(before[0]).toBeGreaterThan(scene.now + 5 * MINUTE);
    expect(await bringForward()).toBe(0);
    expect([await scene.scheduledAt('1'), await scene.scheduledAt('2')]).toEqual(before);
  });
});
