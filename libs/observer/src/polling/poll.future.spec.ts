import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { latestIs, openDatameer, runIs } from '../../test/datameer.scene.js';
import { MINUTE, type RefreshScene } from '../../test/refresh.scene.js';

let redis: RedisServer;
let scene: RefreshScene;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => (scene = await openDatameer(redis)));
afterEach(() => scene.close());

/** A look by a worker whose clock was five minutes ahead. */
async function lookAhead(key: string): Promise<void> {
  scene.now += 5 * MINUTE;
  await scene.look(key, scene.anotherProcess());
  scene.now -= 5 * MINUTE;
}

describe('a record that was written by a clock that was ahead', () => {
  it('keeps no answer out', async () => {
    runIs(scene, '1', 'RUNNING');
    await lookAhead('1');
    runIs(scene, '1', 'COMPLETED');
    await scene.look('1');
    const { state, observation } = await scene.job('1');
    expect([state, observation.observedAt, observation.attemptedAt]).toEqual(['succeeded', scene.now, scene.now]);
  });

  it('is confirmed by the same answer at the right time', async () => {
    runIs(scene, '1', 'RUNNING');
    await lookAhead('1');
    await scene.look('1');
    expect((await scene.job('1')).observation).toMatchObject({ observedAt: scene.now, attemptedAt: scene.now });
  });

  it('keeps no trouble out', async () => {
    runIs(scene, '1', 'RUNNING');
    await lookAhead('1');
    runIs(scene, '1', { status: 500, body: '' });
    await scene.look('1');
    expect((await scene.job('1')).observation).toMatchObject({ status: 'unreachable', attemptedAt: scene.now });
  });

  it('learns from the pointer that shows its run', async () => {
    runIs(scene, '7', 'RUNNING');
    latestIs(scene, '88', '7', 'RUNNING');
    await lookAhead('config-88');
    runIs(scene, '7', 'COMPLETED');
    latestIs(scene, '88', '7', 'COMPLETED');
    await scene.look('config-88');
    expect([(await scene.job('config-88')).state, (await scene.job('7')).state]).toEqual(['succeeded', 'succeeded']);
  });
});
