import { scoresOf } from '../redis/replies.js';
import type { JobAddress } from '#libs/jobs';
import { RedisRepository } from '../redis/redis-repository.js';

/** More than that are watched like any other: whoever watches everything watches nothing. */
const MAX_WATCHED = 10_000;
/** Longer than anybody watches without saying so again: what nobody cares for is not kept. */
const TTL_MS = 86_400_000;

/** Which jobs somebody waits for, or reads often: workers look at them more often. */
export class WatcherRegistry extends RedisRepository {
  /**
   * Says that somebody watches a job until then (epoch milliseconds). A later end that was said before stays. One short
   * command; enough once in some seconds for each job.
   */
  async add({ connection, key }: JobAddress, until: number): Promise<void> {
    const name = this.keys.watched(connection);
    await Promise.all([this.redis.zadd(name, 'GT', until, key), this.redis.pexpire(name, TTL_MS)]);
  }

  /** Keys of the jobs that are watched now, with the end of that; forgets those that no longer are. */
  async current(connection: string, now: number): Promise<Map<string, number>> {
    const name = this.keys.watched(connection);
    await this.redis.zremrangebyscore(name, '-inf', now);
    const entries = await this.redis.zrevrangebyscore(name, '+inf', now, 'WITHSCORES', 'LIMIT', 0, MAX_WATCHED);
    return scoresOf(entries);
  }
}
