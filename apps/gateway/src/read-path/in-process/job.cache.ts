import { formatJobId, type JobRecord } from '#libs/jobs';
import type { JobEvent, StreamTailListener } from '#libs/store';
import type { CachedJob, Source } from './cached-job.js';
import { RecentlyRequested } from './recently-requested.js';

/** A read of the store under way, for all who want this job. */
interface SharedRead {
  /** Null once it has ended: tables that a Map has outgrown, and with them what was read, may stay for a long time. */
  answer: Promise<CachedJob | null> | null;
  /** Changes were told meanwhile: an answer of a lower revision may be from before. */
  leastRevision: number;
}

const MAX_BYTES = 20 * 1024 * 1024;
/** No single answer may push out many others. */
const LARGEST_SHARE = 1 / 8;

/**
 * The answers that this process holds, up to so many bytes. When it is full, only what is asked for again gets in, and
 * what was not asked for lately goes: whoever reads everything once pushes nothing out. Whatever is told to have changed
 * is dropped; an answer that was being read at that time is not held.
 */
export class JobCache implements StreamTailListener {
  private readonly answers = new Map<string, CachedJob>();
  private readonly reads = new Map<string, SharedRead>();
  private readonly sources = new Map<string, Source>();
  private readonly interest = new RecentlyRequested();
  private used = 0;
  /** The oldest comes next. Kept, as one that starts anew walks over the places of all that have gone. */
  private fromOldest = this.answers.values();

  constructor(private readonly mostBytes = MAX_BYTES) {}

  get size(): number {
    return this.answers.size;
  }

  get bytes(): number {
    return this.used;
  }

  get(id: string): CachedJob | undefined {
    const answer = this.answers.get(id);
    if (answer !== undefined) answer.isWanted = true;
    return answer;
  }

  source(connection: string): Source {
    let source = this.sources.get(connection);
    if (source === undefined) this.sources.set(connection, (source = { connection, isConnected: false, changes: 0 }));
    return source;
  }

  /** Reads a job by `load`, once for all who want it at the time, and keeps what came of it; null: nothing to keep. */
  read(id: string, load: () => Promise<CachedJob | null>): Promise<CachedJob | null> {
    const underWay = this.reads.get(id);
    if (underWay?.answer) return underWay.answer;
    const read: SharedRead = { answer: null, leastRevision: 0 };
    this.reads.set(id, read);
    return (read.answer = load().then(
      (answer) => {
        this.end(id, read);
        if (answer === null) this.drop(id);
        else if (answer.revision >= read.leastRevision) this.keep(answer);
        return answer;
      },
      (error: unknown) => {
        this.end(id, read);
        throw error;
      },
    ));
  }

  /** Drops what is held of a job, and what is being read of it. */
  forget(id: string): void {
    this.outdate(id, Infinity);
  }

  /** Somebody was answered with this record: nobody after them is to get what was observed before. */
  notice({ id, connection, revision, observation }: JobRecord): void {
    const answer = this.answers.get(id);
    const isSame = answer?.revision === revision && answer.observedAt === observation.observedAt;
    // What is not held may stand on a page, which is as old as the last scheduled look at most.
    if (isSame || (answer === undefined && observation.source !== 'demand')) return;
    this.forget(id);
    this.source(connection).changes += 1;
  }

  onChange({ connection, key, type, revision }: JobEvent): void {
    // These leave the revision as it is: no copy of it can be told from one from before.
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
    const answer = this.answers.get(id);
    if (answer !== undefined && answer.revision < revision) this.drop(id);
    const read = this.reads.get(id);
    if (read === undefined) return;
    read.leastRevision = Math.max(read.leastRevision, revision);
    // Whoever comes from now on must not get what was read before.
    this.reads.delete(id);
  }

  private dropAll(connections: ReadonlySet<string>): void {
    for (const [id, answer] of this.answers) if (connections.has(answer.source.connection)) this.drop(id);
    for (const id of [...this.reads.keys()]) if (connections.has(id.slice(0, id.indexOf('~')))) this.forget(id);
  }

  private end(id: string, read: SharedRead): void {
    read.answer = null;
    if (this.reads.get(id) === read) this.reads.delete(id);
  }

  private keep(answer: CachedJob): void {
    this.drop(answer.id);
    const isWantedAgain = this.interest.note(answer.id);
    const isFull = this.used + answer.bytes > this.mostBytes;
    if (answer.bytes > this.mostBytes * LARGEST_SHARE || (isFull && !isWantedAgain)) return;
    this.answers.set(answer.id, answer);
    this.used += answer.bytes;
    if (this.used > this.mostBytes) this.makeRoom();
  }

  /** From the oldest on; what was wanted meanwhile gets another turn. */
  private makeRoom(): void {
    while (this.used > this.mostBytes && this.answers.size > 0) {
      const { value: answer } = this.fromOldest.next();
      if (answer === undefined) {
        this.fromOldest = this.answers.values();
        continue;
      }
      this.answers.delete(answer.id);
      if (answer.isWanted) {
        answer.isWanted = false;
        this.answers.set(answer.id, answer);
      } else {
        this.used -= answer.bytes;
      }
    }
  }

  private drop(id: string): void {
    const answer = this.answers.get(id);
    if (answer === undefined) return;
    this.answers.delete(id);
    this.used -= answer.bytes;
  }
}
