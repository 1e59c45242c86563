import { RedisRepository } from '../redis/redis-repository.js';

/** Names in the first form. */
const FIRST_FORM = /^(?:all$|of )/;

/** Statistics of run durations by name, encoded by libs/observer. */
export class DurationStatisticsStore extends RedisRepository {
  async read(connection: string): Promise<Record<string, string>> {
    return this.redis.hgetall(this.keys.durations(connection));
  }

  /** Returns the number of removed fields. */
  async removeFirstForm(connection: string): Promise<number> {
    const name = this.keys.durations(connection);
    const outdated = (await this.redis.hkeys(name)).filter((one) => FIRST_FORM.test(one));
    return outdated.length === 0 ? 0 : this.redis.hdel(name, ...outdated);
  }

  /** An empty text removes the name. */
  async write(connection: string, texts: Readonly<Record<string, string>>): Promise<void> {
    const name = this.keys.durations(connection);
    const entries = Object.entries(texts);
    const written = entries.filter(([, text]) => text !== '').flat();
    const removed = entries.filter(([, text]) => text === '').map(([field]) => field);
    if (written.length > 0) await this.redis.hset(name, ...written);
    if (removed.length > 0) await this.redis.hdel(name, ...removed);
  }
}
