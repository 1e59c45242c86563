import { escapePattern, scanKeys } from '../redis/key-scan.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';

const BATCH_SIZE = 500;

/** The names of keys as Redis holds them, found by scanning: for what happens rarely, and holds nobody up. */
export class ConnectionKeys {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
  ) {}

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
      for (let start = 0; start < names.length; start += BATCH_SIZE) {
        removed += await this.redis.unlink(names.slice(start, start + BATCH_SIZE));
      }
    }
    return removed;
  }
}
