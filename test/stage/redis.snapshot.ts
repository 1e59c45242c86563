import { Redis } from 'ioredis';

/** What Redis has under a key, read with other commands than the store's own: for comparisons. */
interface Kept {
  type: string;
  value: unknown;
  /** Epoch milliseconds; -1: it stays. */
  expiresAt: number;
}

interface Server {
  redis: { port: number };
}

/** By name, all keys of these servers for which `wanted` holds. */
export async function snapshotKeys(
  servers: readonly Server[],
  wanted: (name: string) => boolean,
): Promise<Record<string, Kept>> {
  const all = await Promise.all(servers.map((server) => keptOn(server, wanted)));
  return Object.fromEntries(all.flat().toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

async function keptOn(server: Server, wanted: (name: string) => boolean): Promise<[string, Kept][]> {
  const redis = new Redis(server.redis.port, '127.0.0.1');
  try {
    const names = (await redis.keys('*')).filter(wanted);
    const all = await Promise.all(
      names.map(async (name): Promise<[string, Kept] | undefined> => {
        const type = await redis.type(name);
        // It has gone since the names were read: a key that expires.
        if (type === 'none') return undefined;
        const expiresAt = await redis.pexpiretime(name);
        if (type === 'string')
          return [name, { type, expiresAt, value: (await redis.getBuffer(name))?.toString('hex') }];
        if (type === 'list') return [name, { type, expiresAt, value: await redis.lrange(name, 0, -1) }];
        if (type === 'hash') return [name, { type, expiresAt, value: await redis.hgetall(name) }];
        if (type === 'set') return [name, { type, expiresAt, value: (await redis.smembers(name)).toSorted() }];
        if (type === 'zset')
          return [name, { type, expiresAt, value: await redis.zrangebyscore(name, '-inf', '+inf', 'WITHSCORES') }];
        const facts = (await redis.xinfo('STREAM', name)) as unknown[];
        const last = facts[facts.indexOf('last-generated-id') + 1];
        return [name, { type, expiresAt, value: [last, await redis.xrange(name, '-', '+')] }];
      }),
    );
    return all.filter((kept) => kept !== undefined);
  } finally {
    redis.disconnect();
  }
}
