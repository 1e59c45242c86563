import { readable } from '#libs/store';
import { json } from '../../../../test/contract/scripted-reply.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { openDatameer, runIs } from '../../test/datameer.scene.js';
import { latestIs } from '../../test/datameer.scene.js';
import { latch, SECOND, type PollingScene } from '../../test/polling.scene.js';

const RUNNING = json(200, { jobStatus: 'RUNNING', counters: {} });
const KEYS = ['7', '8', '9'];

let redis: RedisServer;
let scene: PollingScene;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => (scene = await openDatameer(redis)));
afterEach(() => scene.close());

const damage = (key: string) =>
  scene.store.redis.set(scene.store.keys.job(scene.settings.name, key), '17z\nof another version');

async function pollKeys(keys: readonly string[]) {
  const known = (await scene.store.jobs.readMany(keys.map((key) => scene.address(key)))).map(readable);
  const subjects = keys.map((key, index) => ({ key, known: known[index]! }));
  return scene.pollAll(subjects);
}

describe('a record that becomes unreadable while its job is polled', () => {
  it.each(['8', '7', '9'])('keeps no other of its round back: %s', async (damaged) => {
    for (const key of KEYS) {
      runIs(scene, key, RUNNING);
      await scene.poll(key);
    }
    scene.calls();
    scene.now += SECOND;
    const { opened, open } = latch();
    const reply = json(200, { jobStatus: 'COMPLETED', counters: {} });
    for (const key of KEYS) runIs(scene, key, { play: 'held', reply, until: opened });
    const polling = pollKeys(KEYS);
    await scene.upstream.arrived(KEYS.length);
    await damage(damaged);
    open();
    const others = KEYS.filter((key) => key !== damaged);
    expect([...(await polling).keys()].toSorted()).toEqual(others);
    for (const key of others) expect((await scene.job(key)).state).toBe('succeeded');
  });

  it('does not keep the pointer back behind which it stands', async () => {
    latestIs(scene, '88', '7', 'RUNNING');
    await scene.poll('config-88');
    await damage('7');
    scene.now += SECOND;
    expect(await scene.poll('config-88')).toEqual({ result: 'observed' });
    expect((await scene.job('config-88')).observation.observedAt).toBe(scene.now);
  });
});
