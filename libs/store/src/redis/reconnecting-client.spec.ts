import { jest } from '@jest/globals';
import type { Redis } from 'ioredis';
import { eventually } from '../../../../test/stage/eventually.js';
import { openSentinel, type SentinelRedis } from '../../../../test/stage/sentinel.js';
import { connectRedis } from './redis-client.js';

jest.setTimeout(60_000);

/** What ioredis' own detector of fail-overs calls when a sentinel announces another master. */
const announceFailover = (client: Redis) =>
  (client as unknown as { connector: { disconnect(): void } }).connector.disconnect();

describe('a client of a master that sentinels name', () => {
  let redis: SentinelRedis;

  beforeAll(async () => (redis = await openSentinel()));
  afterAll(() => redis.close());

  it.each(['store', 'callers', 'queue', 'tail'] as const)(
    'connects again when a fail-over is announced while it asks for the master (%s)',
    async (use) => {
      const client = connectRedis(redis.location, { for: use }) as Redis;
      try {
        await eventually(() => client.ping());
        let announced = 0;
        client.once('connecting', () => {
          announced += 1;
          announceFailover(client);
        });
        await redis.master.command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
        await eventually(() => expect(announced).toBe(1));
        await eventually(async () => expect(await client.ping()).toBe('PONG'), 10_000);
      } finally {
        client.disconnect();
      }
    },
  );

  it('stays closed when it was closed', async () => {
    const client = connectRedis(redis.location, { for: 'store' }) as Redis;
    await eventually(() => client.ping());
    const connecting = jest.fn();
    await client.quit();
    client.on('connecting', connecting);
    await eventually(() => expect(client.status).toBe('end'));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect([client.status, connecting.mock.calls.length]).toEqual(['end', 0]);
  });
});
