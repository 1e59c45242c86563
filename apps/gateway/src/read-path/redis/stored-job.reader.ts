import {
  applyOverdue,
  applyRead,
  isDormant,
  isOverdue,
  type JobAddress,
  type JobOutline,
  type JobRecord,
} from '#libs/jobs';
import { isStoreFailure, readable, type Store, type StoredJob } from '#libs/store';
import { known, type KnownJob } from '../reading.js';

/** Layer 2: jobs as they are stored in Redis. Asks no worker. */
export class StoredJobReader {
  constructor(
    private readonly store: Store,
    /** The time that records are stamped with. */
    readonly now: () => number = store.clock.now,
  ) {}

  /** null: not tracked. */
  async read(job: JobAddress): Promise<KnownJob | null> {
    const stored = await this.store.jobs.read(job);
    return stored && known((await this.withOverdueMarked(stored)).record);
  }

  /** In the order asked for; null where a job is not tracked, or cannot be read. */
  async readMany(jobs: readonly JobAddress[]): Promise<(JobRecord | null)[]> {
    const stored = await this.store.jobs.readMany(jobs);
    return Promise.all(stored.map(readable).map(async (job) => job && (await this.withOverdueMarked(job)).record));
  }

  /** The same without results and children, however many. */
  async readOutlines(jobs: readonly JobAddress[]): Promise<(JobOutline | null)[]> {
    const outlines: (JobOutline | null)[] = (await this.store.jobs.readOutlines(jobs)).map(readable);
    const overdue = outlines.flatMap((outline, place) => (outline && this.isOverdue(outline) ? [place] : []));
    if (overdue.length === 0) return outlines;
    const marked = await this.readMany(overdue.map((place) => jobs[place]!));
    for (const [index, place] of overdue.entries()) outlines[place] = marked[index]!;
    return outlines;
  }

  /**
   * Has a dormant pointer checked at once, and as often as others from then on. Returns the updated record; `stored` where
   * Redis fails.
   */
  async awaken(job: JobAddress, stored?: StoredJob): Promise<StoredJob | null> {
    const { jobs, pointerReads } = this.store;
    const at = this.now();
    try {
      // First, so that the next poll of it knows of this read.
      await pointerReads.mark(job.connection, [job.key], at);
      const change = (current: StoredJob | null) =>
        current !== null && isDormant(current.record) ? { revised: applyRead(current.record, at) } : null;
      return (await jobs.update(job, change, stored)).stored;
    } catch (error) {
      if (stored === undefined || !isStoreFailure(error)) throw error;
      return stored;
    }
  }

  /** The same record, or one whose observation is `stale` as its check is overdue. That is stored once. */
  async withOverdueMarked(stored: StoredJob): Promise<StoredJob> {
    if (!this.isOverdue(stored.record)) return stored;
    const { connection, key } = stored.record;
    const change = (current: StoredJob | null) =>
      current !== null && this.isOverdue(current.record) ? { revised: applyOverdue(current.record, this.now()) } : null;
    const { stored: marked } = await this.store.jobs.update({ connection, key }, change, stored);
    return marked ?? stored;
  }

  /** Never by a clock that is not synchronized: that would publish a change that is none. */
  private isOverdue(record: JobOutline): boolean {
    return this.store.clock.isSynchronized && isOverdue(record, this.now());
  }
}
