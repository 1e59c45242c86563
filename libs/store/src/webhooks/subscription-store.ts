import { randomUUID } from 'node:crypto';
import type { AcknowledgedWrites } from '../durability/acknowledged-writes.js';
import { momentOfTime } from '../redis/replies.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';

const VERSION = 'version';

/** All subscriptions as texts by id, in one hash that all connections share. */
export class SubscriptionStore {
  constructor(
    private readonly redis: RedisClient,
    private readonly writes: AcknowledgedWrites,
    private readonly keys: StoreKeys,
  ) {}

  /** Another one after each write. */
  async version(): Promise<string> {
    return (await this.redis.hget(this.keys.subscriptions(), VERSION)) ?? '0';
  }

  /** `texts`: by id. */
  async all(): Promise<{ version: string; texts: Map<string, string> }> {
    const { [VERSION]: version = '0', ...texts } = await this.redis.hgetall(this.keys.subscriptions());
    return { version, texts: new Map(Object.entries(texts)) };
  }

  async read(id: string): Promise<string | null> {
    return id === VERSION ? null : this.redis.hget(this.keys.subscriptions(), id);
  }

  /** Replaces the expected text (null: none). False: another one is there. */
  async replace(id: string, expected: string | null, text: string | null): Promise<boolean> {
    const name = this.keys.subscriptions();
    const once = this.keys.subscriptionWriteToken(randomUUID());
    const replaced = await this.writes.run(name, (redis) =>
      redis.jobgateReplaceSubscription(name, once, id, expected ?? '', text ?? ''),
    );
    return replaced === 1;
  }

  /** The time by the clock that stamps events, epoch milliseconds. */
  async time(): Promise<number> {
    return momentOfTime(await this.redis.time());
  }
}
