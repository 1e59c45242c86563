import { newRecord } from '#libs/jobs';
import { ProviderRegistry } from '#libs/providers';
import { EVER, ObservationRequests } from '#libs/requests';
import { shardOf, Store, type RedisLocation } from '#libs/store';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { TcpProxy } from '../../../../test/stage/tcp.proxy.js';
import { DETAILS, openDatameer } from '../../test/datameer.scene.js';
import { queueAccessOf, routesOf } from '../../test/queue.access.js';
import { MINUTE, SECOND, type PollingScene } from '../../test/polling.scene.js';
import { ConnectionLeaseManager } from './connection-lease-manager.js';
import type { ConnectionExtension } from './connection-runner.js';

const NAMES = ['dm-1', 'dm-2', 'dm-3'];

let redis: RedisServer;
let scene: PollingScene;
let store: Store;
let leaseManager: ConnectionLeaseManager;
/** What BullMQ is connected by. */
let proxy: TcpProxy;
const extensions: RecordedExtension[] = [];

/** Keeps what was asked of it. */
class RecordedExtension implements ConnectionExtension {
  readonly asked: string[] = [];
  start = async () => void this.asked.push('start');
  wake = () => undefined;
  stop = async () => void this.asked.push('stop');
}

beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => {
  scene = await openDatameer(redis);
  proxy = await TcpProxy.open(redis.redis.port);
  store = Store.connect(redis.location, scene.store.keys.prefix);
  extensions.length = 0;
  leaseManager = new ConnectionLeaseManager({
    connections: connections(NAMES),
    tracking: scene.context.tracking,
    providers: new ProviderRegistry([scene.context.provider]),
    store,
    queueAccess: queueAccessOf({ ...redis.location, port: proxy.port } as RedisLocation, store),
    extensionOf: () => {
      const extension = new RecordedExtension();
      extensions.push(extension);
      return extension;
    },
    logger: scene.context.logger,
  });
});
afterEach(async () => {
  await leaseManager.stop();
  await store.close();
  await scene.close();
  await proxy.close();
}, 60_000);

const connections = (names: string[], timeoutMs = 30_000) =>
  names.map((name) => ({ ...scene.settings, name, limits: { ...scene.settings.limits, timeoutMs } }));

const clients = async () => {
  const lines = (await redis.redis.command('CLIENT', 'LIST')).split('\n');
  return lines.filter((line) => line.includes('id=')).length;
};

describe('the leases of other connections', () => {
  it('are kept while one that was lost is left, however long its upstream hangs', async () => {
    leaseManager.start();
    await eventually(() => expect(leaseManager.connections).toHaveLength(3), 30_000);
    scene.plays.set(`${DETAILS}1`, { play: 'silence' });
    const address = { connection: 'dm-1', key: '1' };
    await scene.store.jobs.update(address, () => {
      const record = born();
      return { revised: { record, hasChanged: true, transition: null } };
    });
    await scene.upstream.arrived(1);
    const { keys, redis: client } = scene.store;
    const lease = `${Date.now() + MINUTE} another worker`;
    await client.hset(keys.leases(shardOf('dm-1')), 'dm-1', lease);
    const owners = () => Promise.all(['dm-2', 'dm-3'].map((name) => scene.store.leases.owner(name)));
    const [before] = await owners();
    for (const until = performance.now() + 12 * SECOND; performance.now() < until; await pause(50)) {
      expect(await owners()).toEqual([before, before]);
    }
    await eventually(() => expect(leaseManager.connections.sort()).toEqual(['dm-2', 'dm-3']), 15_000);
  }, 90_000);
});

describe('a connection that changes while it is being taken', () => {
  it.each([0, 2, 4, 8, 16])(
    'leaves nothing running, %i ms after it was begun with',
    async (milliseconds) => {
      await eventually(() => expect(store.clock.isSynchronized).toBe(true));
      const before = await clients();
      leaseManager.start();
      await eventually(() => expect(leaseManager.connections).toHaveLength(3), 30_000);
      await pause(milliseconds);
      leaseManager.applyConfig({ connections: connections(NAMES, 20_000), tracking: scene.context.tracking });
      await eventually(() => expect(extensions.filter(({ asked }) => asked.includes('stop'))).toHaveLength(3), 30_000);
      await eventually(
        () => expect(extensions.filter(({ asked }) => asked.at(-1) === 'start')).toHaveLength(3),
        30_000,
      );
      for (const { asked } of extensions) expect(asked.join(' ')).not.toMatch(/stop.*start/);
      await leaseManager.stop();
      await eventually(async () => expect(await clients()).toBe(before), 15_000);
    },
    90_000,
  );
});

describe('a connection of which no work is done any more', () => {
  beforeEach(async () => {
    leaseManager.start();
    await eventually(() => expect(extensions.filter(({ asked }) => asked.includes('start'))).toHaveLength(3), 30_000);
  });

  it('is taken anew, with other connections to Redis, when those of BullMQ are open and dead', async () => {
    const reader = new ObservationRequests(routesOf(redis.location, scene.store));
    try {
      const asks = async (key: string) =>
        (await reader.observe({ connection: 'dm-1', key }, SECOND, EVER, 'somebody'))?.result;
      expect(await asks('1')).toBe('not-found');
      proxy.freeze();
      await eventually(async () => expect(await asks('2')).toBe('not-found'), 60_000);
    } finally {
      await reader.close();
    }
    expect(extensions).toHaveLength(3);
  }, 120_000);
});

function born() {
  const at = store.clock.now();
  return newRecord({ connection: 'dm-1', key: '1', provider: 'datameer', kind: 'run', trackedAt: at });
}
