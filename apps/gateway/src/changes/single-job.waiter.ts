import type { JobRecord } from '#libs/jobs';
import type { JobChange } from './change-notifications.js';
import type { ChangeSubscriber, JobChangeFeed } from './job-change.feed.js';

type Received = { record: JobRecord | null } | 'missed' | 'closed';

/** `missed`: a change may never be delivered. `closed`: none will be. */
export type WaitOutcome = Received | 'timeout';

/** Waits for changes of one job. */
export class SingleJobWaiter implements ChangeSubscriber {
  private latest: Received | null = null;
  private wake: () => void = () => undefined;
  private readonly unsubscribe: () => void;

  /** `clientClosed`: the client is gone. */
  constructor(
    feed: JobChangeFeed,
    id: string,
    private readonly clientClosed: AbortSignal,
  ) {
    this.unsubscribe = feed.subscribe(this, id);
    if (clientClosed.aborted) this.closed();
    else clientClosed.addEventListener('abort', this.closed);
  }

  /** The latest since the previous call, else the next one within so long. */
  async next(withinMs: number): Promise<WaitOutcome> {
    if (this.latest === null && withinMs > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        this.wake = () => (clearTimeout(timer), resolve());
      });
    }
    const { latest } = this;
    if (latest !== 'closed') this.latest = null;
    return latest ?? 'timeout';
  }

  deliver([change]: readonly JobChange[]): void {
    this.receive({ record: change!.record });
  }

  missed(): void {
    this.receive('missed');
  }

  readonly closed = (): void => this.receive('closed');

  close(): void {
    this.unsubscribe();
    this.clientClosed.removeEventListener('abort', this.closed);
  }

  private receive(received: Received): void {
    if (this.latest === 'closed') return;
    this.latest = received;
    this.wake();
  }
}
