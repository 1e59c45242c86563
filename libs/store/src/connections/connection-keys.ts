import { escapePattern, scanKeys } from '../redis/key-scan.js';
import { batchesOf } from '../redis/replies.js';
import { RedisRepository } from '../redis/redis-repository.js';

const BATCH_SIZE = 500;

/** Finds keys by SCAN, for rare operations. */
export class ConnectionKeys extends RedisRepository {
  /** Connections of which any job was ever tracked. */
  async connections(): Promise<string[]> {
    const [before, after] = this.keys.version('\n').split('\n') as [string, string];
    const found = new Set<string>();
    for await (const names of scanKeys(this.redis, `${escapePattern(before)}*${escapePattern(after)}`)) {
      for (const name of names) found.add(name.slice(before.length, -after.length));
    }
    return [...found];
  }

  /** All keys of a connection, including its queues. A key may be returned twice. */
  of(connection: string): AsyncGenerator<string[]> {
    return scanKeys(this.redis, `${escapePattern(this.keys.base(connection))}*`);
  }

  /** Removes all keys of a connection; returns how many. */
  async remove(connection: string): Promise<number> {
    let removed = 0;
    for await (const names of this.of(connection)) {
      for (const some of batchesOf(names, BATCH_SIZE)) removed += await this.redis.unlink(some);
    }
    return removed;
  }
}
