import type { RedisClient } from './redis-client.js';
import type { StoreKeys } from './store-keys.js';

/** What workers have learned of how long runs take: short texts by name, which only they can read. */
export class DurationShelf {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
  ) {}

  async read(connection: string): Promise<Record<string, string>> {
    return this.redis.hgetall(this.keys.durations(connection));
  }

  /** An empty text takes the name off the shelf. */
  async write(connection: string, texts: Readonly<Record<string, string>>): Promise<void> {
    const name = this.keys.durations(connection);
    const entries = Object.entries(texts);
    const kept = entries.filter(([, text]) => text !== '').flat();
    const dropped = entries.filter(([, text]) => text === '').map(([field]) => field);
    if (kept.length > 0) await this.redis.hset(name, ...kept);
    if (dropped.length > 0) await this.redis.hdel(name, ...dropped);
  }
}
