import { formatJobId, type JobRecord } from '#libs/jobs';
import type { JobEvent, StreamTailListener } from '#libs/store';
import type { CachedJob, Source } from './cached-job.js';
import { RecentlyRequested } from './recently-requested.js';

/** A read of Redis in progress, shared by concurrent requests. */
interface SharedRead {
  /** Null once it has ended: a Map may keep outgrown tables, and with them the result, for a long time. */
  cached: Promise<CachedJob | null> | null;
  /** Changes were received meanwhile: a lower revision may be outdated. */
  leastRevision: number;
}

const MAX_BYTES = 20 * 1024 * 1024;
/** Larger jobs are not cached. */
const LARGEST_SHARE = 1 / 8;

/**
 * Layer 1: the jobs that this process has cached, up to a number of bytes. When it is full, only jobs that are requested
 * again are added, and jobs without recent requests are evicted: a scan evicts nothing. Changed jobs are dropped, and not
 * cached by a read that began before.
 */
export class JobCache implements StreamTailListener {
  private readonly jobs = new Map<string, CachedJob>();
  private readonly reads = new Map<string, SharedRead>();
  private readonly sources = new Map<string, Source>();
  private readonly requested = new RecentlyRequested();
  private used = 0;
  /** From the oldest on. Kept, as a new iterator walks over the places of all evicted entries. */
  private fromOldest = this.jobs.values();

  constructor(private readonly mostBytes = MAX_BYTES) {}

  get size(): number {
    return this.jobs.size;
  }

  get bytes(): number {
    return this.used;
  }

  get(id: string): CachedJob | undefined {
    const cached = this.jobs.get(id);
    if (cached !== undefined) cached.isWanted = true;
    return cached;
  }

  source(connection: string): Source {
    let source = this.sources.get(connection);
    if (source === undefined) this.sources.set(connection, (source = { connection, isConnected: false, changes: 0 }));
    return source;
  }

  /** Reads a job by `load`, once for concurrent requests, and caches it; null: nothing to cache. */
  read(id: string, load: () => Promise<CachedJob | null>): Promise<CachedJob | null> {
    const underWay = this.reads.get(id);
    if (underWay?.cached) return underWay.cached;
    const read: SharedRead = { cached: null, leastRevision: 0 };
    this.reads.set(id, read);
    return (read.cached = load().then(
      (cached) => {
        this.end(id, read);
        if (cached === null) this.drop(id);
        else if (cached.revision >= read.leastRevision) this.keep(cached);
        return cached;
      },
      (error: unknown) => {
        this.end(id, read);
        throw error;
      },
    ));
  }

  /** Drops a job, and the read of it in progress. */
  forget(id: string): void {
    this.outdate(id, Infinity);
  }

  /** A response has shown this record: later ones must not show an older observation. */
  notice({ id, connection, revision, observation }: JobRecord): void {
    const cached = this.jobs.get(id);
    const isSame = cached?.revision === revision && cached.observedAt === observation.observedAt;
    // A job that is not cached may be on a cached page, which is as old as the last scheduled poll at most.
    if (isSame || (cached === undefined && observation.source !== 'demand')) return;
    this.forget(id);
    this.source(connection).changes += 1;
  }

  onChange({ connection, key, type, revision }: JobEvent): void {
    // These keep the revision: older copies cannot be recognized by it.
    const isAsBefore = type === 'touched' || type === 'moved';
    const least = isAsBefore ? Infinity : (revision ?? Infinity);
    this.source(connection).changes += 1;
    this.outdate(formatJobId({ connection, key }), least);
  }

  onDisconnect(connections: readonly string[]): void {
    for (const connection of connections) this.source(connection).isConnected = false;
  }

  onResume(connections: readonly string[], missed: readonly string[]): void {
    if (missed.length > 0) this.dropAll(new Set(missed));
    for (const connection of missed) this.source(connection).changes += 1;
    for (const connection of connections) this.source(connection).isConnected = true;
  }

  private outdate(id: string, revision: number): void {
    const cached = this.jobs.get(id);
    if (cached !== undefined && cached.revision < revision) this.drop(id);
    const read = this.reads.get(id);
    if (read === undefined) return;
    read.leastRevision = Math.max(read.leastRevision, revision);
    // Later requests must not share it.
    this.reads.delete(id);
  }

  private dropAll(connections: ReadonlySet<string>): void {
    for (const [id, cached] of this.jobs) if (connections.has(cached.source.connection)) this.drop(id);
    for (const id of [...this.reads.keys()]) if (connections.has(id.slice(0, id.indexOf('~')))) this.forget(id);
  }

  private end(id: string, read: SharedRead): void {
    read.cached = null;
    if (this.reads.get(id) === read) this.reads.delete(id);
  }

  private keep(cached: CachedJob): void {
    this.drop(cached.id);
    const isWantedAgain = this.requested.note(cached.id);
    const isFull = this.used + cached.bytes > this.mostBytes;
    if (cached.bytes > this.mostBytes * LARGEST_SHARE || (isFull && !isWantedAgain)) return;
    this.jobs.set(cached.id, cached);
    this.used += cached.bytes;
    if (this.used > this.mostBytes) this.makeRoom();
  }

  /** From the oldest on; jobs that were requested meanwhile stay for another round. */
  private makeRoom(): void {
    while (this.used > this.mostBytes && this.jobs.size > 0) {
      const { value: cached } = this.fromOldest.next();
      if (cached === undefined) {
        this.fromOldest = this.jobs.values();
        continue;
      }
      this.jobs.delete(cached.id);
      if (cached.isWanted) {
        cached.isWanted = false;
        this.jobs.set(cached.id, cached);
      } else {
        this.used -= cached.bytes;
      }
    }
  }

  private drop(id: string): void {
    const cached = this.jobs.get(id);
    if (cached === undefined) return;
    this.jobs.delete(id);
    this.used -= cached.bytes;
  }
}
