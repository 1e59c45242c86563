import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { latestIs, openDatameer, STATUS } from '../../test/datameer.scene.js';
import { BEGIN, HOUR, MINUTE, type PollingScene } from '../../test/polling.scene.js';

let redis: RedisServer;
let scene: PollingScene;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => (scene = await openDatameer(redis)));
afterEach(() => scene.close());

describe('a pointer that the upstream denies', () => {
  const minutesToNext = async () => ((await scene.scheduledAt('config-88'))! - scene.now) / MINUTE;

  it('is polled less and less often, and forgotten after the retention unless it is back', async () => {
    latestIs(scene, '88', '41', 'RUNNING');
    await scene.poll('config-88');
    scene.plays.delete(`${STATUS}88`);
    let calls = 0;
    for (const end = scene.now + 24 * HOUR; scene.now < end; calls += 1) {
      scene.now = (await scene.scheduledAt('config-88'))!;
      await scene.poll('config-88');
    }
    // In minutes at first, then each time twice as late, then once an hour.
    expect(calls).toBeLessThan(45);
    expect(await minutesToNext()).toBeGreaterThan(54);
    const { state, expiresAt } = await scene.job('config-88');
    expect(state).toBe('running');
    expect(expiresAt! - BEGIN).toBeLessThan(25 * HOUR);
    latestIs(scene, '88', '42', 'RUNNING');
    await scene.poll('config-88');
    expect(await scene.job('config-88')).toMatchObject({ expiresAt: null, targetKey: '42' });
    expect(await minutesToNext()).toBeLessThan(1.2);
    scene.plays.delete(`${STATUS}88`);
    for (const minutes of [1, 2, 3]) {
      scene.now += minutes * MINUTE;
      await scene.poll('config-88');
    }
    await scene.store.jobs.removeExpired('dm-prod', scene.now + 25 * HOUR, 10);
    expect(await scene.record('config-88')).toBeNull();
    expect(await scene.scheduledAt('config-88')).toBeNull();
  });
});
