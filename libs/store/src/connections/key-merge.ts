import type { RedisClient } from '../redis/redis-client.js';

const BATCH_SIZE = 500;

/**
 * Merges one key into another, possibly on another server. Existing entries remain; entries of a list go before
 * them. Idempotent. A new key gets the time to live.
 */
export async function mergeKey(redis: RedisClient, from: string, to: string): Promise<void> {
  switch (await redis.type(from)) {
    case 'string':
      return mergeText(redis, from, to);
    case 'list':
      return mergeList(redis, from, to);
    case 'hash': {
      const fields = await redis.hgetall(from);
      await Promise.all(Object.entries(fields).map(([field, value]) => redis.hsetnx(to, field, value)));
      return;
    }
    case 'zset': {
      const entries = await redis.zrangebyscore(from, '-inf', '+inf', 'WITHSCORES');
      for (let start = 0; start < entries.length; start += 2 * BATCH_SIZE) {
        const pairs = entries.slice(start, start + 2 * BATCH_SIZE);
        await redis.zadd(to, 'NX', ...pairs.map((_, index) => pairs[index % 2 === 0 ? index + 1 : index - 1]!));
      }
      return;
    }
    case 'set': {
      const members = await redis.smembers(from);
      if (members.length > 0) await redis.sadd(to, ...members);
    }
  }
}

async function mergeText(redis: RedisClient, from: string, to: string): Promise<void> {
  const [text, remainingMs] = await Promise.all([redis.getBuffer(from), redis.pttl(from)]);
  if (text === null) return;
  if (remainingMs > 0) await redis.set(to, text, 'PX', remainingMs, 'NX');
  else await redis.set(to, text, 'NX');
}

async function mergeList(redis: RedisClient, from: string, to: string): Promise<void> {
  const [entries, first] = await Promise.all([redis.lrange(from, 0, -1), redis.lindex(to, 0)]);
  // Merged before, by a process that died.
  if (entries.length === 0 || first === entries[0]) return;
  await redis.lpush(to, ...entries.toReversed());
}
