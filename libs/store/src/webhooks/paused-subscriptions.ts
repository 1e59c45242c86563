import { RedisRepository } from '../redis/redis-repository.js';

/** Since when deliveries to subscriptions are held back, for the jobs of one connection. */
export class PausedSubscriptions extends RedisRepository {
  /** Epoch milliseconds by subscription id. */
  async all(connection: string): Promise<Map<string, number>> {
    const fields = await this.redis.hgetall(this.keys.webhookPaused(connection));
    const numbers = Object.entries(fields).map(([id, since]) => [id, Number(since)] as const);
    return new Map(numbers.filter(([, since]) => Number.isFinite(since)));
  }

  /** An earlier time that was written before stays. */
  async pause(connection: string, id: string, since: number): Promise<void> {
    await this.redis.hsetnx(this.keys.webhookPaused(connection), id, since);
  }

  async resume(connection: string, id: string): Promise<void> {
    await this.redis.hdel(this.keys.webhookPaused(connection), id);
  }
}
