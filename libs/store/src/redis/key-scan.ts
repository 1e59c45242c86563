import { Cluster } from 'ioredis';
import type { RedisClient } from './redis-client.js';

const SCAN_BATCH_SIZE = '1000';

/** Names of keys that match, from all nodes; a name may be returned twice. */
export async function* scanKeys(redis: RedisClient, pattern: string): AsyncGenerator<string[]> {
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis];
  for (const node of nodes) {
    let cursor = '0';
    do {
      const [next, names] = await node.scan(cursor, 'MATCH', pattern, 'COUNT', SCAN_BATCH_SIZE);
      if (names.length > 0) yield names;
      cursor = next;
    } while (cursor !== '0');
  }
}

/** A text as a part of a pattern: a prefix is whatever its operator likes, and some characters mean something else there. */
export function escapePattern(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&');
}
