import type { JobRecord, Moment } from '#libs/jobs';
import type { StoredJob } from '#libs/store';
import type { ConnectionContext } from '../connection-context.js';

export interface ClaimedJob {
  readonly record: JobRecord;
  leaseUntil: Moment;
}

/** The jobs that this process has claimed and not finished, each under its own lease. */
export class ClaimedJobs {
  private readonly jobs = new Set<ClaimedJob>();
  private wake: (() => void) | null = null;

  constructor(private readonly context: Pick<ConnectionContext, 'store' | 'settings'>) {}

  get count(): number {
    return this.jobs.size;
  }

  add(claimed: readonly StoredJob[], leaseUntil: Moment): ClaimedJob[] {
    const added = claimed.map(({ record }) => ({ record, leaseUntil }));
    for (const job of added) this.jobs.add(job);
    return added;
  }

  /** False: it was finished before. */
  finish(job: ClaimedJob): boolean {
    if (!this.jobs.delete(job)) return false;
    this.wake?.();
    return true;
  }

  /** Resolves when the next job is finished, and when aborted. For one at a time. */
  nextFinished(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake);
        this.wake = null;
        resolve();
      };
      signal.addEventListener('abort', wake, { once: true });
      this.wake = wake;
    });
  }

  /** Moves the ends of all leases: extends them, or, to the present, gives the jobs back. */
  async moveAll(to: Moment): Promise<void> {
    const { store, settings } = this.context;
    const byEnd = new Map<Moment, string[]>();
    for (const job of this.jobs) {
      const keys = byEnd.get(job.leaseUntil);
      if (keys) keys.push(job.record.key);
      else byEnd.set(job.leaseUntil, [job.record.key]);
      job.leaseUntil = to;
    }
    await Promise.all([...byEnd].map(([from, keys]) => store.schedule.move(settings.name, keys, from, to)));
  }

  clear(): void {
    this.jobs.clear();
  }
}
