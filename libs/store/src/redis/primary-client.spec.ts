import { jest } from '@jest/globals';
import type { Redis } from 'ioredis';
import { eventually } from '../../../../test/stage/eventually.js';
import { locationOf, openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { TcpProxy } from '../../../../test/stage/tcp.proxy.js';
import { job, track } from '../../test/store.scene.js';
import { StreamTail } from '../events/stream-tail.js';
import { connectRedis } from './redis-client.js';
import { Store } from '../store.js';

jest.setTimeout(30_000);

/** What is promised for one address that leads to another primary. */
const RECOVERED_WITHIN_MS = 5_000;

describe('one address behind which another server becomes the primary', () => {
  let before: RedisServer;
  let after: RedisServer;
  let proxy: TcpProxy;
  let store: Store;

  beforeEach(async () => {
    before = await openRedis(['--repl-diskless-sync-delay', '0']);
    after = await openRedis(['--replicaof', `127.0.0.1 ${before.redis.port}`]);
    await eventually(async () =>
      expect(await after.redis.command('INFO', 'replication')).toContain('master_link_status:up'),
    );
    proxy = await TcpProxy.open(before.redis.port);
    store = Store.connect(locationOf(proxy.port), 'test');
  });
  afterEach(async () => {
    await store.close();
    await proxy.close();
    await Promise.all([before.close(), after.close()]);
  });

  /** The sockets that are open stay with the former primary, which is cut off from the new one. */
  async function failOver(): Promise<void> {
    await after.redis.command('REPLICAOF', 'NO', 'ONE');
    proxy.moveTo(after.redis.port);
    await before.redis.command('REPLICAOF', '127.0.0.1', 1);
  }

  it('accepts writes at once, and no write fails', async () => {
    await track(store, job({ key: 'before' }));
    await failOver();
    const writes = Array.from({ length: 20 }, (_, nth) => track(store, job({ key: `after-${nth}` })));
    expect(await Promise.all(writes)).toHaveLength(20);
    expect(await after.redis.command('GET', store.keys.job('hmc-lab', 'after-1'))).toContain('ibm-hmc');
    await eventually(() => store.commands.begin('hmc-lab', 'a-command', 'me', 1), RECOVERED_WITHIN_MS);
    const taken = { caller: 'ada', budget: 'reads', perMs: 1_000, number: 1 };
    await eventually(() => store.rateLimits.increment(taken, 1), RECOVERED_WITHIN_MS);
  });

  it('is read from by clients that only read', async () => {
    const reader = connectRedis(locationOf(proxy.port), { for: 'queue' });
    // As BullMQ does.
    const blocked = (reader as Redis).duplicate();
    try {
      await Promise.all([reader.get('a'), blocked.get('a')]);
      await failOver();
      await after.redis.command('SET', 'a', 'new');
      for (const client of [reader, blocked]) {
        await eventually(async () => expect(await client.get('a')).toBe('new'), RECOVERED_WITHIN_MS);
      }
    } finally {
      for (const client of [reader, blocked]) client.disconnect();
    }
  });

  it('is followed by the stream tail, which reports the interruption', async () => {
    const told: string[] = [];
    const tail = new StreamTail(locationOf(proxy.port), store.keys);
    tail.start(['hmc-lab'], {
      onChange: ({ key }) => told.push(key),
      onDisconnect: () => told.push('away'),
      onResume: () => told.push('back'),
    });
    try {
      await eventually(() => expect(told).toEqual(['back']));
      await failOver();
      await eventually(() => expect(told).toEqual(['back', 'away', 'back']), RECOVERED_WITHIN_MS);
      await track(store, job({ key: 'after' }));
      await eventually(() => expect(told.at(-1)).toBe('after'), RECOVERED_WITHIN_MS);
    } finally {
      await tail.close();
    }
  });
});
