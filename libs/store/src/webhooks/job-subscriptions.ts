import type { JobAddress } from '#libs/jobs';
import { RedisRepository } from '../redis/redis-repository.js';

/** Sorts before every character that follows it, so that one range holds all members of a key. */
const SEPARATOR = '\u0000';
const AFTER_SEPARATOR = '\u0001';
const BATCH_SIZE = 500;

/** Which subscriptions were named for single jobs when these were tracked. */
export class JobSubscriptions extends RedisRepository {
  async add({ connection, key }: JobAddress, subscription: string): Promise<void> {
    await this.redis.zadd(this.keys.webhookJobSubscriptions(connection), 0, key + SEPARATOR + subscription);
  }

  async hasAny(connection: string): Promise<boolean> {
    return (await this.redis.exists(this.keys.webhookJobSubscriptions(connection))) === 1;
  }

  /** The subscriptions that were named for these jobs, by key. */
  async of(connection: string, keys: readonly string[]): Promise<Map<string, string[]>> {
    const name = this.keys.webhookJobSubscriptions(connection);
    const found = await Promise.all(keys.map((key) => this.redis.zrangebylex(name, ...rangeOf(key))));
    return new Map(keys.map((key, index) => [key, found[index]!.map((member) => member.slice(key.length + 1))]));
  }

  /** A subscription may be returned several times. */
  async *subscriptions(connection: string): AsyncIterable<string> {
    for await (const members of this.members(connection)) {
      yield* members.map((member) => member.slice(member.lastIndexOf(SEPARATOR) + 1));
    }
  }

  /** The keys of the jobs for which any was named, some at a time. */
  async *jobs(connection: string): AsyncIterable<string[]> {
    for await (const members of this.members(connection)) {
      yield [...new Set(members.map((member) => member.slice(0, member.lastIndexOf(SEPARATOR))))];
    }
  }

  private async *members(connection: string): AsyncIterable<string[]> {
    const name = this.keys.webhookJobSubscriptions(connection);
    for (let from = '-'; ;) {
      const members = await this.redis.zrangebylex(name, from, '+', 'LIMIT', 0, BATCH_SIZE);
      if (members.length > 0) yield members;
      if (members.length < BATCH_SIZE) return;
      from = `(${members.at(-1)!}`;
    }
  }

  /** The job is tracked no longer. */
  async remove({ connection, key }: JobAddress): Promise<void> {
    await this.redis.zremrangebylex(this.keys.webhookJobSubscriptions(connection), ...rangeOf(key));
  }
}

function rangeOf(key: string): [from: string, to: string] {
  return [`[${key}${SEPARATOR}`, `(${key}${AFTER_SEPARATOR}`];
}
