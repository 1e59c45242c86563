import type { JobRecord } from '#libs/jobs';
import type { JobChangeFeed, JobChange, ChangeSubscriber } from './job-change.feed.js';

/** `missed`: something may have happened that is never told. `late`: nothing came. `closed`: nothing will come. */
export type WaitOutcome = { record: JobRecord | null } | 'missed' | 'late' | 'closed';

/** The news of a job, for somebody who waits for it. */
export class SingleJobWaiter implements ChangeSubscriber {
  private latest: Exclude<WaitOutcome, 'late'> | null = null;
  private wake: () => void = () => undefined;
  private readonly unsubscribe: () => void;

  /** `gone`: nobody waits any more. */
  constructor(
    news: JobChangeFeed,
    id: string,
    private readonly gone: AbortSignal,
  ) {
    this.unsubscribe = news.subscribe(this, id);
    if (gone.aborted) this.closed();
    else gone.addEventListener('abort', this.closed);
  }

  /** What has come since the last call, or comes within so long. Of several, the last one. */
  async next(withinMs: number): Promise<WaitOutcome> {
    if (this.latest === null && withinMs > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        this.wake = () => (clearTimeout(timer), resolve());
      });
    }
    const { latest } = this;
    if (latest !== 'closed') this.latest = null;
    return latest ?? 'late';
  }

  read([one]: readonly JobChange[]): void {
    this.tell({ record: one!.record });
  }

  missed(): void {
    this.tell('missed');
  }

  readonly closed = (): void => this.tell('closed');

  close(): void {
    this.unsubscribe();
    this.gone.removeEventListener('abort', this.closed);
  }

  private tell(what: Exclude<WaitOutcome, 'late'>): void {
    if (this.latest === 'closed') return;
    this.latest = what;
    this.wake();
  }
}
