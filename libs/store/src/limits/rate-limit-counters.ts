import { RedisRepository } from '../redis/redis-repository.js';

/** One window of a rate limit. */
export interface RateLimitWindow {
  caller: string;
  budget: string;
  perMs: number;
  /** Which stretch of `perMs`, counted from the epoch. */
  number: number;
}

/** Rate limit counters that all gateways share. */
export class RateLimitCounters extends RedisRepository {
  /** Takes so many; returns how many were taken by all with these, which may be more than there are. */
  async increment({ caller, budget, perMs, number }: RateLimitWindow, count: number): Promise<number> {
    const key = this.keys.quota(caller, budget, number);
    // Gateways whose clocks differ may write to a window that has ended by the clock of Redis.
    const replies = await this.redis
      .multi()
      .incrby(key, count)
      .pexpire(key, 2 * perMs + 1_000)
      .exec();
    const [error, total] = replies?.[0] ?? [new Error('Connection is closed.'), null];
    if (error) throw error;
    return Number(total);
  }
}
