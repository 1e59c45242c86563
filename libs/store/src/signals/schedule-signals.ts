import type { StoreKeys } from '../keys/store-keys.js';
import type { RedisClient } from '../redis/redis-client.js';

/** What has changed for the worker that runs a connection. */
export interface ScheduleChange {
  /** A job is due then, epoch milliseconds; null: none of this change. */
  dueAt: number | null;
  /** There is an event in the connection's stream. */
  hasEvent: boolean;
}

/** As many signals are kept; a worker that missed more reads all its schedules. */
const LONGEST_STREAM = 1_000;

/**
 * Tells workers that a schedule or event stream has changed, so that they need not read those in which nothing happens. A worker
 * listens to its own writes; the writes of all other processes go through a stream in Redis. A lost signal delays a poll, and
 * nothing else: workers read all schedules now and then.
 */
export class ScheduleSignals {
  private listener: ((connection: string, change: ScheduleChange) => void) | null = null;
  private readonly unpublished = new Set<string>();

  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
  ) {}

  /** The writes of this process are reported here, and to no other process. */
  listen(listener: (connection: string, change: ScheduleChange) => void): void {
    this.listener = listener;
  }

  /** To be called after a write. */
  changed(connection: string, change: ScheduleChange): void {
    if (this.listener !== null) return this.listener(connection, change);
    if (change.dueAt === null && !change.hasEvent) return;
    this.unpublished.add(connection);
    if (this.unpublished.size === 1) setImmediate(() => this.publish());
  }

  private publish(): void {
    const connections = [...this.unpublished].join(' ');
    this.unpublished.clear();
    const written = this.redis.xadd(this.keys.signals(), 'MAXLEN', '~', LONGEST_STREAM, '*', 'changed', connections);
    written.catch(() => undefined);
  }
}
