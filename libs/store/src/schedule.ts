import type { RedisClient } from './redis-client.js';
import type { StoreKeys } from './store-keys.js';
import { readStored, type StoredJob } from './stored-job.js';
import { UnreadableRecord } from './unreadable-record.js';

/** Short commands leave room for others between them. */
const HURRY_AT_ONCE = 500;

export interface Claim {
  jobs: StoredJob[];
  /** Taken as well, but nobody of this version can look at them. */
  unreadable: UnreadableRecord[];
  /** When the next job after these is due, epoch milliseconds; null when none is scheduled. */
  nextDueAt: number | null;
}

/** When each unfinished job of a connection is looked at next. */
export class Schedule {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
  ) {}

  /** Takes up to `limit` due jobs, oldest first, until `leaseUntil`. */
  async claim(connection: string, now: number, leaseUntil: number, limit: number): Promise<Claim> {
    const reply = await this.redis.jobgateClaim(
      this.keys.schedule(connection),
      this.keys.base(connection),
      now,
      leaseUntil,
      limit,
    );
    const jobs: StoredJob[] = [];
    const unreadable: UnreadableRecord[] = [];
    for (let index = 1; index + 1 < reply.length; index += 2) {
      const stored = readStored({ connection, key: reply[index]! }, reply[index + 1] ?? null);
      if (stored instanceof UnreadableRecord) unreadable.push(stored);
      else if (stored) jobs.push(stored);
    }
    return { jobs, unreadable, nextDueAt: reply[0] ? Number(reply[0]) : null };
  }

  /** Moves jobs that still stand at `from` (the end of a lease) to `to`: extends the lease, or gives them back. */
  async move(connection: string, keys: readonly string[], from: number, to: number): Promise<void> {
    if (keys.length > 0) await this.redis.jobgateMove(this.keys.schedule(connection), from, to, ...keys);
  }

  /**
   * Brings the checks of jobs that are due after `laterThan` forward, in their order, one every `everyMs` from `from` on.
   * No check is put off. Returns how many there were.
   */
  async hurry(connection: string, from: number, laterThan: number, everyMs: number): Promise<number> {
    const name = this.keys.schedule(connection);
    const keys = await this.redis.zrangebyscore(name, `(${laterThan}`, '+inf');
    for (let start = 0; start < keys.length; start += HURRY_AT_ONCE) {
      const moved = keys
        .slice(start, start + HURRY_AT_ONCE)
        .flatMap((key, index) => [Math.round(from + (start + index) * everyMs), key]);
      await this.redis.zadd(name, 'XX', 'LT', ...moved);
    }
    return keys.length;
  }

  /** How many jobs are scheduled, and how many of them are due. */
  async depth(connection: string, now: number): Promise<{ scheduled: number; due: number }> {
    const name = this.keys.schedule(connection);
    const [scheduled, due] = await Promise.all([this.redis.zcard(name), this.redis.zcount(name, '-inf', now)]);
    return { scheduled, due };
  }

  /** For how long the longest overdue job has been due; 0 when none is. */
  async overdueMs(connection: string, now: number): Promise<number> {
    const name = this.keys.schedule(connection);
    const [, dueAt] = await this.redis.zrangebyscore(name, '-inf', now, 'WITHSCORES', 'LIMIT', 0, 1);
    return dueAt === undefined ? 0 : now - Number(dueAt);
  }
}
