import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { latestIs, openDatameer } from '../../test/datameer.scene.js';
import { HOUR, type PollingScene } from '../../test/polling.scene.js';
import { DormantPointers } from './dormant-pointers.js';

let redis: RedisServer;
let scene: PollingScene;
let dormant: DormantPointers;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => {
  scene = await openDatameer(redis);
  dormant = new DormantPointers(scene.context);
  for (const configuration of ['88', '91']) {
    latestIs(scene, configuration, `4${configuration}`, 'RUNNING');
    await scene.poll(`config-${configuration}`);
  }
  // As the schedule would have it, in large steps.
  for (let hour = 0; hour < 4; hour += 1) {
    scene.now += HOUR;
    for (const key of ['config-88', 'config-91']) await scene.poll(key);
  }
});
afterEach(() => scene.close());

const isDue = async (key: string) => (await scene.scheduledAt(key))! <= scene.now;

/** A subscription is made that hears of one of them. */
function subscribe(version: string): void {
  scene.subscribers.version = () => Promise.resolve(version);
  scene.subscribers.matching = () => Promise.resolve(({ key }) => key === 'config-88');
}

describe('dormant pointers', () => {
  it('are due at once when a subscription may hear of them, and the others stay as they are', async () => {
    await dormant.check();
    expect([await isDue('config-88'), await isDue('config-91')]).toEqual([false, false]);
    subscribe('1');
    await dormant.check();
    expect([await isDue('config-88'), await isDue('config-91')]).toEqual([true, false]);
    expect((await scene.job('config-88')).expiresAt).toBeNull();
    expect((await scene.job('config-91')).expiresAt).not.toBeNull();
  });

  it('are polled by the worker that takes the connection over', async () => {
    subscribe('1');
    await dormant.check();
    expect(await isDue('config-88')).toBe(true);
  });

  it('are not read again while no subscription changes', async () => {
    subscribe('1');
    await dormant.check();
    let asked = 0;
    scene.subscribers.matching = () => Promise.resolve(() => ((asked += 1), true));
    await dormant.check();
    expect(asked).toBe(0);
    expect(await isDue('config-91')).toBe(false);
  });
});
