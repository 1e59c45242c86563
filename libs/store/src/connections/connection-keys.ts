import { escapePattern, scanKeys } from '../redis/key-scan.js';
import { batchesOf } from '../redis/replies.js';
import { RedisRepository } from '../redis/redis-repository.js';

const BATCH_SIZE = 500;

/** The names of keys as Redis holds them, found by scanning: for what happens rarely, and holds nobody up. */
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

  /** All keys of a connection, those of its queues included. A key may come twice. */
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
