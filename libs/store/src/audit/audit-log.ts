import { entryOf, fieldsOf, matches, type AuditEntry, type AuditFilter, type StoredAuditEntry } from './audit-entry.js';
import { AUDIT_KINDS, type AuditKind } from './audit-kinds.js';
import {
  compareLatestFirst,
  parseAuditCursor,
  formatAuditCursor,
  startAfter,
  type AuditCursor,
} from './audit-cursor.js';
import type { RedisClient } from '../redis/redis-client.js';
import { RedisRepository } from '../redis/redis-repository.js';

/** Of each kind. Redis trims whole blocks, so that there may be somewhat more. */
const MAX_LOG_LENGTH = 100_000;
const BATCH_SIZE = 500;
/** A page is cut short rather than have one caller read the whole log in one request. */
const MAX_READ = 10_000;

/** Calls in the order of their responses. The oldest entries of a kind are trimmed. */
export class AuditLog extends RedisRepository {
  async append(entry: AuditEntry, kind: AuditKind): Promise<void> {
    await this.redis.xadd(this.keys.audit(kind), 'MAXLEN', '~', MAX_LOG_LENGTH, '*', ...fieldsOf(entry));
  }

  /** Latest first, from after the place `before` on. `next`: where to go on; null: there is nothing more. */
  async read(
    filter: AuditFilter,
    limit: number,
    before: string | null,
  ): Promise<{ entries: StoredAuditEntry[]; next: string | null }> {
    const entries: StoredAuditEntry[] = [];
    const streams = this.streams(filter, before === null ? null : parseAuditCursor(before));
    for (let seen = 0; ; seen += 1) {
      await Promise.all(streams.map((stream) => stream.fill()));
      const [stream] = streams.filter((one) => one.latest !== null).sort((one, other) => one.compare(other));
      if (stream === undefined) return { entries, next: null };
      const entry = stream.latest!;
      // One more than wanted shows that there is a next page.
      const isWanted = matches(entry, filter);
      if (isWanted && entries.length === limit) return { entries, next: entries.at(-1)!.id };
      if (isWanted) entries.push(entry);
      stream.take();
      if (seen + 1 === MAX_READ) return { entries, next: entry.id };
    }
  }

  private streams({ refused, since }: AuditFilter, after: AuditCursor | null): ReverseStreamReader[] {
    const until = since === undefined ? '-' : `${since}-0`;
    const kinds = refused === false ? AUDIT_KINDS.filter((kind) => kind !== 'refused') : AUDIT_KINDS;
    return kinds.map((kind) => {
      const rank = AUDIT_KINDS.indexOf(kind);
      return new ReverseStreamReader(this.redis, this.keys.audit(kind), rank, startAfter(after, rank), until);
    });
  }
}

/** The entries of one stream, latest first. */
class ReverseStreamReader {
  private batch: StoredAuditEntry[] = [];
  private at = 0;
  private isRead = false;

  constructor(
    private readonly redis: RedisClient,
    private readonly key: string,
    private readonly rank: number,
    private from: string,
    private readonly until: string,
  ) {}

  get latest(): StoredAuditEntry | null {
    return this.batch[this.at] ?? null;
  }

  take(): void {
    this.at += 1;
  }

  /** Of two that have a latest entry: negative where that of this one is later. */
  compare(other: ReverseStreamReader): number {
    return compareLatestFirst(parseAuditCursor(this.latest!.id)!, parseAuditCursor(other.latest!.id)!);
  }

  async fill(): Promise<void> {
    if (this.latest !== null || this.isRead) return;
    const batch = await this.redis.xrevrange(this.key, this.from, this.until, 'COUNT', BATCH_SIZE);
    this.isRead = batch.length < BATCH_SIZE;
    this.batch = batch.map(([time, fields]) => entryOf(formatAuditCursor({ time, rank: this.rank }), time, fields));
    this.at = 0;
    if (batch.length > 0) this.from = `(${batch.at(-1)![0]}`;
  }
}
