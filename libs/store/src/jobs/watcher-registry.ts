import { scoresOf } from '../redis/replies.js';
import type { JobAddress } from '#libs/jobs';
import { RedisRepository } from '../redis/redis-repository.js';

const MAX_WATCHED = 10_000;
/** Longer than a watch lasts without renewal. */
const TTL_MS = 86_400_000;

/** Jobs with waiting or frequent readers, which are polled more often. */
export class WatcherRegistry extends RedisRepository {
  /** Until epoch milliseconds; a later end remains. To be renewed every few seconds. */
  async add({ connection, key }: JobAddress, until: number): Promise<void> {
    const name = this.keys.watched(connection);
    await Promise.all([this.redis.zadd(name, 'GT', until, key), this.redis.pexpire(name, TTL_MS)]);
  }

  /** Keys of the jobs that are watched now, with the end of that; forgets those that no longer are. */
  async current(connection: string, now: number): Promise<Map<string, number>> {
    const name = this.keys.watched(connection);
    const watches = scoresOf(await this.redis.zrevrange(name, 0, MAX_WATCHED - 1, 'WITHSCORES'));
    const ended = [...watches].filter(([, until]) => until <= now);
    for (const [key] of ended) watches.delete(key);
    if (ended.length > 0) await this.redis.zremrangebyscore(name, '-inf', now);
    return watches;
  }
}
