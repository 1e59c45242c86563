import type { RedisClient } from './redis/redis-client.js';
import type { StoreKeys } from './keys/store-keys.js';
import type { ScheduleSignals } from './signals/schedule-signals.js';
import { readStored, type StoredJob } from './codecs/stored-job.js';
import { UnreadableRecord } from './codecs/unreadable-record.js';
import type { MultiKeyReader } from './redis/multi-key-reader.js';

/** Short commands leave room for others between them. */
const HURRY_AT_ONCE = 500;

export interface Claim {
  jobs: StoredJob[];
  /** Claimed as well, but not readable by this version. */
  unreadable: UnreadableRecord[];
  /** When the next job after these is due, epoch milliseconds; null when none is scheduled. */
  nextDueAt: number | null;
}

/** When each unfinished job of a connection is polled next. */
export class Schedule {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly values: MultiKeyReader,
    private readonly signals: ScheduleSignals,
  ) {}

  /** Takes up to `limit` due jobs, oldest first, until `leaseUntil`. */
  async claim(connection: string, now: number, leaseUntil: number, limit: number): Promise<Claim> {
    const name = this.keys.schedule(connection);
    const [next, ...keys] = await this.redis.jobgateClaim(name, now, leaseUntil, limit);
    const claim: Claim = { jobs: [], unreadable: [], nextDueAt: next ? Number(next) : null };
    const names = keys.map((key) => this.keys.job(connection, key!));
    const found = await this.values.read(connection, names).catch(async (error: unknown) => {
      await this.move(connection, keys as string[], leaseUntil, now).catch(() => undefined);
      throw error;
    });
    const gone: string[] = [];
    for (const [index, key] of (keys as string[]).entries()) {
      const stored = readStored({ connection, key }, found[index] ?? null);
      if (stored === null) gone.push(key);
      else if (stored instanceof UnreadableRecord) claim.unreadable.push(stored);
      else claim.jobs.push(stored);
    }
    if (gone.length > 0) await this.unschedule(connection, gone, leaseUntil);
    return claim;
  }

  /** Moves jobs that still stand at `from` (the end of a lease) to `to`: extends the lease, or gives them back. */
  async move(connection: string, keys: readonly string[], from: number, to: number): Promise<void> {
    if (keys.length === 0) return;
    await this.redis.jobgateMove(this.keys.schedule(connection), from, to, ...keys);
    this.signals.changed(connection, { dueAt: to, hasEvent: false });
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
    if (keys.length > 0) this.signals.changed(connection, { dueAt: Math.round(from), hasEvent: false });
    return keys.length;
  }

  /** The jobs whose checks are due after `time`, with when. */
  async dueAfter(connection: string, time: number): Promise<Map<string, number>> {
    const entries = await this.redis.zrangebyscore(this.keys.schedule(connection), `(${time}`, '+inf', 'WITHSCORES');
    const due = new Map<string, number>();
    for (let index = 0; index + 1 < entries.length; index += 2) due.set(entries[index]!, Number(entries[index + 1]));
    return due;
  }

  /** Has jobs checked at `time`, unless they are checked sooner. What is not scheduled stays so. */
  async bringForward(connection: string, keys: readonly string[], time: number): Promise<void> {
    if (keys.length === 0) return;
    await this.redis.zadd(this.keys.schedule(connection), 'XX', 'LT', ...keys.flatMap((key) => [time, key]));
    this.signals.changed(connection, { dueAt: time, hasEvent: false });
  }

  /** When the first job is due, epoch milliseconds; null: none is scheduled. */
  async nextDueAt(connection: string): Promise<number | null> {
    const name = this.keys.schedule(connection);
    const [, dueAt] = await this.redis.zrangebyscore(name, '-inf', '+inf', 'WITHSCORES', 'LIMIT', 0, 1);
    return dueAt === undefined ? null : Number(dueAt);
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

  /** Nobody tracks these any more, if nobody has begun to meanwhile. */
  private async unschedule(connection: string, keys: readonly string[], at: number): Promise<void> {
    const names = [this.keys.schedule(connection), ...keys.map((key) => this.keys.job(connection, key))];
    await this.redis.jobgateUnschedule(names.length, ...names, at, ...keys);
  }
}
