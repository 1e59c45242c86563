import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { latestIs, openDatameer, runIs } from '../../test/datameer.scene.js';
import { MINUTE, type PollingScene } from '../../test/polling.scene.js';

let redis: RedisServer;
let scene: PollingScene;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => (scene = await openDatameer(redis)));
afterEach(() => scene.close());

/** A poll by a worker whose clock was five minutes ahead. */
async function pollAhead(key: string): Promise<void> {
  scene.now += 5 * MINUTE;
  await scene.poll(key, scene.anotherProcess());
  scene.now -= 5 * MINUTE;
}

describe('a record that was written by a clock that was ahead', () => {
  it('keeps no answer out', async () => {
    runIs(scene, '1', 'RUNNING');
    await pollAhead('1');
    runIs(scene, '1', 'COMPLETED');
    await scene.poll('1');
    const { state, observation } = await scene.job('1');
    expect([state, observation.observedAt, observation.attemptedAt]).toEqual(['succeeded', scene.now, scene.now]);
  });

  it('is confirmed by the same answer at the right time', async () => {
    runIs(scene, '1', 'RUNNING');
    await pollAhead('1');
    await scene.poll('1');
    expect((await scene.job('1')).observation).toMatchObject({ observedAt: scene.now, attemptedAt: scene.now });
  });

  it('keeps no trouble out', async () => {
    runIs(scene, '1', 'RUNNING');
    await pollAhead('1');
    runIs(scene, '1', { status: 500, body: '' });
    await scene.poll('1');
    expect((await scene.job('1')).observation).toMatchObject({ status: 'unreachable', attemptedAt: scene.now });
  });

  it('learns from the pointer that shows its run', async () => {
    runIs(scene, '7', 'RUNNING');
    latestIs(scene, '88', '7', 'RUNNING');
    await pollAhead('config-88');
    runIs(scene, '7', 'COMPLETED');
    latestIs(scene, '88', '7', 'COMPLETED');
    await scene.poll('config-88');
    expect([(await scene.job('config-88')).state, (await scene.job('7')).state]).toEqual(['succeeded', 'succeeded']);
  });
});
