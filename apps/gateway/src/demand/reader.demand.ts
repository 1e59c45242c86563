import { formatJobId, parseJobId, type JobAddress, type Moment } from '#libs/jobs';
import type { WatcherRegistry } from '#libs/store';
import type { JobAddresses } from '../jobs/job.addresses.js';
import { RecentEntries } from '../read-path/in-process/recent-entries.js';
import type { PointerReadsReporter } from './pointer-reads.reporter.js';

interface Readers {
  /** null: it is no pointer. */
  pointer: JobAddress | null;
  /** Start of the window in which reads are counted. */
  since: Moment;
  reads: number;
  /** Until then no report is needed. */
  reportedUntil: Moment;
}

/** So many reads within that time count as watching a job. */
const OFTEN = 3;
const OFTEN_WITHIN_MS = 30_000;
/** How long a job counts as watched after the last sign of it. */
const WATCHED_FOR_MS = 60_000;
const REPORT_EVERY_MS = 10_000;
/** Jobs whose reads are counted: the latest. */
const MAX_JOBS = 10_000;

/**
 * Reports to the workers which jobs are waited for, streamed or read often, so that they are polled more often. Costs
 * no reader anything: most calls only count, the others send one command to Redis and wait for nothing. A report that
 * fails is dropped. Of pointers, every read is noted: see PointerReadsReporter.
 */
export class ReaderDemand {
  private readonly known = new RecentEntries<Readers>(MAX_JOBS);

  constructor(
    private readonly watchers: Pick<WatcherRegistry, 'add'>,
    /** The clock that workers use as well. */
    private readonly now: () => Moment,
    private readonly pointers: Pick<JobAddresses, 'isPointer'> & Pick<PointerReadsReporter, 'note'>,
  ) {}

  /**
   * Somebody waits for this job, or has a stream of it open. Counts for the next minute: to be called again while it
   * lasts, however often.
   */
  markWatched(job: JobAddress): void {
    const now = this.now();
    const readers = this.readersOf(formatJobId(job), now);
    this.noteIfPointer(readers);
    if (now >= readers.reportedUntil) this.report(job, readers, now);
  }

  /** Counts a read of this job; frequent reads count as watching it. */
  countRead(id: string, nextCheckAt: Moment | null, now = this.now()): void {
    // It is no longer polled.
    if (nextCheckAt === null) return;
    const readers = this.readersOf(id, now);
    this.noteIfPointer(readers);
    if (now < readers.reportedUntil) return;
    if (now - readers.since >= OFTEN_WITHIN_MS) [readers.since, readers.reads] = [now, 0];
    readers.reads += 1;
    if (readers.reads < OFTEN) return;
    const job = parseJobId(id);
    if (job !== null) this.report(job, readers, now);
  }

  private readersOf(id: string, now: Moment): Readers {
    let readers = this.known.get(id);
    if (readers !== undefined) return readers;
    const job = parseJobId(id);
    const pointer = job !== null && this.pointers.isPointer(job) ? job : null;
    this.known.set(id, (readers = { pointer, since: now, reads: 0, reportedUntil: 0 }));
    return readers;
  }

  private noteIfPointer({ pointer }: Readers): void {
    if (pointer !== null) this.pointers.note(pointer);
  }

  private report(job: JobAddress, readers: Readers, now: Moment): void {
    readers.reportedUntil = now + REPORT_EVERY_MS;
    readers.reads = 0;
    readers.since = readers.reportedUntil;
    this.watchers.add(job, now + WATCHED_FOR_MS).catch(() => undefined);
  }
}
