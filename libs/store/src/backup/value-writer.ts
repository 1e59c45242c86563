import type { RedisClient } from '../redis/redis-client.js';
import { bytesOf, type BackupEntries, type BackupPart } from './backup-format.js';

const NO_ID = '0-0';

/** Adds a part to its key, and sets the time to live. */
export async function writePart(redis: RedisClient, name: string, part: BackupPart): Promise<void> {
  await addEntries(redis, name, part);
  if (part.expiresAt !== null) await redis.pexpireat(name, part.expiresAt);
}

async function addEntries(redis: RedisClient, name: string, part: BackupEntries): Promise<void> {
  if (part.type === 'stream') return addToStream(redis, name, part);
  const entries = part.entries.map(bytesOf);
  switch (part.type) {
    case 'string':
      await redis.set(name, entries[0]!);
      return;
    case 'list':
      await redis.rpush(name, ...entries);
      return;
    case 'set':
      await redis.sadd(name, ...entries);
      return;
    case 'hash':
      await redis.hset(name, ...entries);
      return;
    case 'zset':
      await redis.zadd(name, ...entries.map((_, index) => entries[index % 2 === 0 ? index + 1 : index - 1]!));
  }
}

/** Entries keep their ids: positions of readers are ids. */
async function addToStream(
  redis: RedisClient,
  name: string,
  { entries, lastId }: Extract<BackupEntries, { type: 'stream' }>,
): Promise<void> {
  await Promise.all(entries.map(([id, fields]) => redis.xadd(name, id, ...fields.map(bytesOf))));
  if (lastId === null || lastId === NO_ID) return;
  // An empty stream has a last id, too, which only a stream that is there can be given.
  if ((await redis.exists(name)) === 0) await redis.xadd(name, 'MAXLEN', '=', 0, lastId, 'none', '');
  else await redis.call('XSETID', [name, lastId]);
}
