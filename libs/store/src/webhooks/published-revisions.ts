import { RedisRepository } from '../redis/redis-repository.js';

/** Longer than a worker needs to read the events of a snapshot. */
const TTL_MS = 24 * 3_600_000;

/** Revisions of jobs that were handed over to webhooks ahead of their events. */
export class PublishedRevisions extends RedisRepository {
  /** By job key. */
  async all(connection: string): Promise<Map<string, number>> {
    const fields = await this.redis.hgetall(this.keys.webhookPublished(connection));
    const numbers = Object.entries(fields).map(([key, revision]) => [key, Number(revision)] as const);
    return new Map(numbers.filter(([, revision]) => Number.isFinite(revision)));
  }

  async add(connection: string, revisions: ReadonlyMap<string, number>): Promise<void> {
    if (revisions.size === 0) return;
    const name = this.keys.webhookPublished(connection);
    await this.redis.hset(name, ...[...revisions].flat());
    await this.redis.pexpire(name, TTL_MS);
  }

  async clear(connection: string): Promise<void> {
    await this.redis.del(this.keys.webhookPublished(connection));
  }
}
