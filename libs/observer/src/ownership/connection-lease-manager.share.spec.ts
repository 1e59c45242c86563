import { ProviderRegistry } from '#libs/providers';
import { Store } from '#libs/store';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { openDatameer } from '../../test/datameer.scene.js';
import { queueAccessOf } from '../../test/queue.access.js';
import type { PollingScene } from '../../test/polling.scene.js';
import { ConnectionLeaseManager } from './connection-lease-manager.js';

const NAMES = ['dm-1', 'dm-2', 'dm-3', 'dm-4', 'dm-5'];
const SOME_ROUNDS_MS = 30_000;

let redis: RedisServer;
let scene: PollingScene;
const managers: ConnectionLeaseManager[] = [];
const stores: Store[] = [];

beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => (scene = await openDatameer(redis)));
afterEach(async () => {
  await Promise.all(managers.splice(0).map((one) => one.stop()));
  await Promise.all(stores.splice(0).map((one) => one.close()));
  await scene.close();
}, 30_000);

function start(): ConnectionLeaseManager {
  const store = Store.connect(redis.location, scene.store.keys.prefix);
  const leaseManager = new ConnectionLeaseManager({
    connections: NAMES.map((name) => ({ ...scene.settings, name })),
    tracking: scene.context.tracking,
    providers: new ProviderRegistry([scene.context.provider]),
    store,
    queueAccess: queueAccessOf(redis.location, store),
    logger: scene.context.logger,
  });
  stores.push(store);
  managers.push(leaseManager);
  leaseManager.start();
  return leaseManager;
}

const parts = () => managers.map(({ connections }) => connections.length).sort();
const cared = () => managers.flatMap(({ connections }) => connections).sort();

describe('several managers', () => {
  it('have all connections when alone, give a newcomer its share, and get it back when that ends', async () => {
    start();
    await eventually(() => expect(cared()).toEqual(NAMES), SOME_ROUNDS_MS);
    const second = start();
    await eventually(() => expect(parts()).toEqual([2, 3]), SOME_ROUNDS_MS);
    expect(cared()).toEqual(NAMES);
    await second.stop();
    await eventually(() => expect(parts()).toEqual([0, 5]), SOME_ROUNDS_MS);
  }, 100_000);

  it('share from the beginning when they begin together', async () => {
    for (let count = 0; count < 5; count += 1) start();
    await eventually(() => expect(parts()).toEqual([1, 1, 1, 1, 1]), SOME_ROUNDS_MS);
    expect(cared()).toEqual(NAMES);
  }, 60_000);

  it('take over from one that died when its leases end, and not a round later', async () => {
    const deadUntil = Date.now() + 1_700;
    await Promise.all(NAMES.map((name) => scene.store.leases.hold([name], 'dead', 1_700)));
    start();
    await eventually(() => expect(cared()).toEqual(NAMES), SOME_ROUNDS_MS);
    // Rounds are at 0, 1.5 and 3 s.
    expect(Date.now() - deadUntil).toBeLessThan(1_000);
  });
});
