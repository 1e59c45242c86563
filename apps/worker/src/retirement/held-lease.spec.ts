import { jest } from '@jest/globals';
import { shardOf, Store } from '#libs/store';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { whileHolding } from './held-lease.js';

jest.setTimeout(60_000);

describe('work under the lease of a connection', () => {
  let redis: RedisServer;
  let store: Store;
  let tests = 0;
  let connection: string;

  beforeAll(async () => {
    redis = await openRedis();
    store = Store.connect(redis.location, 'test');
  });
  afterAll(async () => {
    await store.close();
    await redis.close();
  });
  beforeEach(() => (connection = `renamed-${(tests += 1)}`));

  it('is done by one process at a time, however long it takes', async () => {
    let end: () => void = () => undefined;
    const work = new Promise<string>((resolve) => (end = () => resolve('done')));
    const first = whileHolding(store.leases, connection, 'first', () => work);
    await eventually(async () => expect(await store.leases.owner(connection)).toBe('first'));
    const left = async () => (await store.leases.of(connection))!.remainingMs;
    const before = await left();
    await eventually(async () => expect(await left()).toBeLessThan(before - 2_000));
    await eventually(async () => expect(await left()).toBeGreaterThan(before - 2_000));
    expect(await whileHolding(store.leases, connection, 'second', () => Promise.resolve('done'))).toBeNull();
    end();
    expect(await first).toBe('done');
    expect(await whileHolding(store.leases, connection, 'second', () => Promise.resolve('done'))).toBe('done');
  });

  it('goes to another process within seconds of the death of the one that does it', async () => {
    const dying = Store.connect(redis.location, 'test');
    const dead = whileHolding(dying.leases, connection, 'dead', () => new Promise(() => undefined));
    await eventually(async () => expect(await store.leases.owner(connection)).toBe('dead'));
    await dying.close();
    const next = () => whileHolding(store.leases, connection, 'next', () => Promise.resolve('done'));
    await eventually(async () => expect(await next()).toBe('done'), 20_000);
    void dead;
  });

  it('gets an aborted signal when the lease was lost', async () => {
    const told = whileHolding(
      store.leases,
      connection,
      'first',
      (signal) => new Promise<string>((resolve) => signal.addEventListener('abort', () => resolve('told'))),
    );
    await eventually(async () => expect(await store.leases.owner(connection)).toBe('first'));
    const lease = `${Date.now() + 60_000} another`;
    await store.redis.hset(store.keys.leases(shardOf(connection)), connection, lease);
    expect(await told).toBe('told');
    expect(await store.leases.owner(connection)).toBe('another');
  });
});
