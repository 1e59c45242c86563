import { parseJobId } from '#libs/jobs';
import type { PointerReadsReporter } from './pointer-reads.reporter.js';
import type { ReaderDemand } from './reader.demand.js';
import type { StreamSource } from '../events/stream.source.js';
import type { JobChangeFeed } from '../changes/job-change.feed.js';

/** It counts for a minute. */
const REPORT_EVERY_MS = 20_000;

/** Says of jobs that somebody watches them, for as long as somebody waits for their news. */
export class WatchedJobsReporter {
  private readonly timer: NodeJS.Timeout;

  constructor(
    news: JobChangeFeed,
    private readonly interest: Pick<ReaderDemand, 'watching'>,
    private readonly pointers: Pick<PointerReadsReporter, 'open'>,
  ) {
    this.timer = setInterval(() => {
      for (const id of news.jobs()) this.say(id);
    }, REPORT_EVERY_MS).unref();
  }

  say(id: string): void {
    const job = parseJobId(id);
    if (job !== null) this.interest.watching(job);
  }

  /** There is a stream of this, until the function that is returned is called. */
  streaming({ jobId, connections, streamed }: StreamSource): () => void {
    if (jobId !== null) this.say(jobId);
    return streamed === null ? () => undefined : this.pointers.open({ connections, filter: streamed });
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
