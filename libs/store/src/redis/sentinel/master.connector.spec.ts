import { jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { eventually } from '../../../../../test/stage/eventually.js';
import { openSentinel, type SentinelOptions, type SentinelRedis } from '../../../../../test/stage/sentinel.js';
import { connectRedis, type RedisUse } from '../redis-client.js';
import { isStoreFailure } from '../store-failure.js';

jest.setTimeout(90_000);

const USES: readonly RedisUse['for'][] = ['store', 'callers', 'queue', 'tail'];
const FAILED_OVER_WITHIN_MS = 30_000;

describe('a client after a fail-over', () => {
  let redis: SentinelRedis;
  let clients: Redis[];

  async function open(options: SentinelOptions): Promise<void> {
    redis = await openSentinel(options);
    await redis.master.command('SET', 'where', 'former master');
    await eventually(async () => expect(await redis.replica.command('GET', 'where')).toContain('former'));
  }

  function connect(use: RedisUse['for'] = 'callers', location = redis.location): Redis {
    const client = connectRedis(location, { for: use }) as Redis;
    clients.push(client);
    return client;
  }

  /** What a client reads; null: it says that there is no server to read from. */
  const read = (client: Redis): Promise<string | null> =>
    client.get('where').catch((error: unknown) => {
      if (isStoreFailure(error)) return null;
      throw error;
    });

  async function promoted(): Promise<void> {
    await eventually(
      async () => expect(await redis.replica.command('INFO', 'replication')).toContain('role:master'),
      FAILED_OVER_WITHIN_MS,
    );
    await redis.replica.command('SET', 'where', 'new master');
  }

  /** A sentinel knows who is the master now. */
  async function announced(): Promise<void> {
    await eventually(
      () =>
        expect(redis.sentinels.some(({ lines }) => lines.some((line) => line.includes('+switch-master')))).toBe(true),
      FAILED_OVER_WITHIN_MS,
    );
  }

  beforeEach(() => (clients = []));
  afterEach(async () => {
    for (const client of clients) client.disconnect();
    await redis.close();
  });

  it.each(USES)(
    'reads nothing of a former master that is back, whichever sentinel is asked first (%s)',
    async (use) => {
      await open({ isOneDeaf: true });
      await redis.master.kill();
      await promoted();
      await announced();
      await redis.master.restart();
      await redis.master.command('SET', 'where', 'former master');
      const readings = await Promise.all([1, 2, 3].map(() => eventually(() => connect(use).get('where'))));
      expect(readings).toEqual(['new master', 'new master', 'new master']);
      const duplicate = connect(use).duplicate();
      clients.push(duplicate);
      expect(await eventually(() => duplicate.get('where'))).toBe('new master');
    },
  );

  it('leaves a master that was frozen, and reads nothing there when it wakes', async () => {
    await open({ isOneDeaf: true });
    const client = connect();
    expect(await eventually(() => client.get('where'))).toBe('former master');
    redis.master.pause();
    await promoted();
    await announced();
    redis.master.resume();
    const readings: (string | null)[] = [];
    await eventually(async () => {
      readings.push(await read(client));
      expect(readings.at(-1)).toBe('new master');
    });
    expect(readings).not.toContain('former master');
  });

  it('connects to the master that a slow sentinel names', async () => {
    await open({ isOneDeaf: true });
    await redis.master.kill();
    await promoted();
    await announced();
    await redis.master.restart();
    await redis.master.command('SET', 'where', 'former master');
    const [, hearing] = redis.sentinels;
    hearing!.signal('SIGSTOP');
    const client = connect();
    expect(await eventually(() => client.get('where'))).toBe('former master');
    hearing!.signal('SIGCONT');
    await eventually(async () => expect(await client.get('where')).toBe('new master'));
  });

  it('reads nothing of a server that sentinels name and that is a replica', async () => {
    await open({ isOneDeaf: true });
    await redis.replica.command('REPLICAOF', 'NO', 'ONE');
    await redis.master.command('REPLICAOF', '127.0.0.1', redis.replica.port);
    const [deaf] = redis.location.sentinels;
    const client = connect('callers', { ...redis.location, sentinels: [deaf!] });
    expect([await read(client), await read(client)]).toEqual([null, null]);
  });

  it('finds the master through discovered sentinels when the configured one is gone', async () => {
    await open({ sentinels: 3 });
    const [first] = redis.location.sentinels;
    const sentinel = new Redis(first!.port);
    clients.push(sentinel);
    await eventually(async () =>
      expect(await sentinel.call('SENTINEL', 'SENTINELS', redis.location.masterName)).toHaveLength(2),
    );
    const client = connect('callers', { ...redis.location, sentinels: [first!] });
    expect(await eventually(() => client.get('where'))).toBe('former master');
    await redis.sentinels[0]!.kill();
    await redis.master.command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    expect(await eventually(() => client.get('where'))).toBe('former master');
  });
});
