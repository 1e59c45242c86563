import type { RedisClient } from '../redis/redis-client.js';
import { backupText, type BackupEntries, type BackupText } from './backup-format.js';

const BATCH_SIZE = 500;
/** https://redis.io/docs/latest/commands/type/: there is nothing under the key any more. */
const NOTHING = 'none';

type Collection = 'hash' | 'set' | 'zset';

/** The value of a key in parts; nothing if there is no key. @throws Error on a type that Jobgate does not use */
export async function* readValue(redis: RedisClient, name: string): AsyncGenerator<BackupEntries> {
  const type = await redis.type(name);
  switch (type) {
    case NOTHING:
      return;
    case 'string': {
      const text = await redis.getBuffer(name);
      if (text !== null) yield { type, entries: [backupText(text)] };
      return;
    }
    case 'list':
      return yield* readList(redis, name);
    case 'hash':
    case 'set':
    case 'zset':
      return yield* readCollection(redis, name, type);
    case 'stream':
      return yield* readStream(redis, name);
    default:
      throw new Error(`${name} is of the type ${type}, which Jobgate does not use.`);
  }
}

async function* readList(redis: RedisClient, name: string): AsyncGenerator<BackupEntries> {
  for (let start = 0; ; start += BATCH_SIZE) {
    const entries = await redis.lrangeBuffer(name, start, start + BATCH_SIZE - 1);
    if (entries.length > 0) yield { type: 'list', entries: entries.map(backupText) };
    if (entries.length < BATCH_SIZE) return;
  }
}

async function* readCollection(redis: RedisClient, name: string, type: Collection): AsyncGenerator<BackupEntries> {
  let cursor = '0';
  do {
    const [next, entries] = await scanOf(redis, name, type, cursor);
    if (entries.length > 0) yield { type, entries: entries.map(backupText) };
    cursor = next.toString();
  } while (cursor !== '0');
}

function scanOf(redis: RedisClient, name: string, type: Collection, cursor: string): Promise<[Buffer, Buffer[]]> {
  if (type === 'hash') return redis.hscanBuffer(name, cursor, 'COUNT', BATCH_SIZE);
  if (type === 'set') return redis.sscanBuffer(name, cursor, 'COUNT', BATCH_SIZE);
  return redis.zscanBuffer(name, cursor, 'COUNT', BATCH_SIZE);
}

async function* readStream(redis: RedisClient, name: string): AsyncGenerator<BackupEntries> {
  for (let start = '-'; ;) {
    const page = await redis.xrangeBuffer(name, start, '+', 'COUNT', BATCH_SIZE);
    const entries = page.map(([id, fields]): [string, BackupText[]] => [id.toString(), fields.map(backupText)]);
    const last = entries.at(-1);
    if (last !== undefined) yield { type: 'stream', entries, lastId: null };
    if (last === undefined || entries.length < BATCH_SIZE) break;
    start = `(${last[0]}`;
  }
  // After the entries: one that is added meanwhile has no later id.
  yield { type: 'stream', entries: [], lastId: await lastIdOf(redis, name) };
}

/** https://redis.io/docs/latest/commands/xinfo-stream/ */
async function lastIdOf(redis: RedisClient, name: string): Promise<string> {
  const facts = (await redis.xinfo('STREAM', name)) as unknown[];
  return String(facts[facts.indexOf('last-generated-id') + 1]);
}
