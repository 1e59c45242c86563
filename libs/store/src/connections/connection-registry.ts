import type { Moment } from '#libs/jobs';
import { scoresOf } from '../redis/replies.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';
import type { ConnectionKeys } from './connection-keys.js';

/** When each connection was last in the configuration of a running process. */
export class ConnectionRegistry {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly connectionKeys: ConnectionKeys,
  ) {}

  /** A later time remains. */
  async markConfigured(connections: readonly string[], at: Moment): Promise<void> {
    if (connections.length === 0) return;
    await this.redis.zadd(this.keys.configured(), 'GT', ...connections.flatMap((name) => [at, name]));
  }

  /** Adds unknown connections that have keys in Redis, as last configured `at`. */
  async discover(at: Moment): Promise<void> {
    for (const name of await this.connectionKeys.connections()) {
      await this.redis.zadd(this.keys.configured(), 'NX', at, name);
    }
  }

  /** Connections that no process has configured since then, with the time when one last had. */
  async notConfiguredSince(at: Moment): Promise<Map<string, Moment>> {
    const entries = await this.redis.zrangebyscore(this.keys.configured(), '-inf', `(${at}`, 'WITHSCORES');
    return scoresOf(entries);
  }

  /** All that are known, whether configured or not. */
  async all(): Promise<string[]> {
    return this.redis.zrange(this.keys.configured(), '0', '-1');
  }

  /** Nothing is left of it. */
  async remove(connection: string): Promise<void> {
    await this.redis.zrem(this.keys.configured(), connection);
  }

  /** Acquires the lock on retirement for `forMs`. False: another process has it. */
  async acquireRetirement(worker: string, forMs: number): Promise<boolean> {
    return (await this.redis.jobgateHoldKey(this.keys.retiring(), worker, forMs)) === 1;
  }

  /** Another process may retire connections. */
  async releaseRetirement(worker: string): Promise<void> {
    await this.redis.jobgateReleaseKey(this.keys.retiring(), worker);
  }
}
