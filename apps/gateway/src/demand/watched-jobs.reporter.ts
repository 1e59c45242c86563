import { parseJobId } from '#libs/jobs';
import type { PointerReadsReporter } from './pointer-reads.reporter.js';
import type { ReaderDemand } from './reader.demand.js';
import type { StreamSource } from '../events/stream.source.js';
import type { JobChangeFeed } from '../changes/job-change.feed.js';

/** A report holds for a minute. */
const REPORT_EVERY_MS = 20_000;

/** Reports jobs as watched as long as a long poll or stream of them is open. */
export class WatchedJobsReporter {
  private readonly timer: NodeJS.Timeout;

  constructor(
    feed: JobChangeFeed,
    private readonly demand: Pick<ReaderDemand, 'markWatched'>,
    private readonly pointers: Pick<PointerReadsReporter, 'openStream'>,
  ) {
    this.timer = setInterval(() => {
      for (const id of feed.jobs()) this.markWatched(id);
    }, REPORT_EVERY_MS).unref();
  }

  markWatched(id: string): void {
    const job = parseJobId(id);
    if (job !== null) this.demand.markWatched(job);
  }

  /** Until the returned function is called. */
  openStream({ jobId, connections, streamed }: StreamSource): () => void {
    if (jobId !== null) this.markWatched(jobId);
    return streamed === null ? () => undefined : this.pointers.openStream({ connections, filter: streamed });
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
