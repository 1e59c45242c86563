import { parseJobId } from '#libs/jobs';
import type { ReadPointers } from '../jobs/read.pointers.js';
import type { ReaderInterest } from '../jobs/reader.interest.js';
import type { StreamSubject } from './event.subject.js';
import type { JobNews } from './job.news.js';

/** It counts for a minute. */
const SAY_EVERY_MS = 20_000;

/** Says of jobs that somebody watches them, for as long as somebody waits for their news. */
export class WatchedJobs {
  private readonly timer: NodeJS.Timeout;

  constructor(
    news: JobNews,
    private readonly interest: Pick<ReaderInterest, 'watching'>,
    private readonly pointers: Pick<ReadPointers, 'open'>,
  ) {
    this.timer = setInterval(() => {
      for (const id of news.jobs()) this.say(id);
    }, SAY_EVERY_MS).unref();
  }

  say(id: string): void {
    const job = parseJobId(id);
    if (job !== null) this.interest.watching(job);
  }

  /** There is a stream of this, until the function that is returned is called. */
  streaming({ jobId, connections, streamed }: StreamSubject): () => void {
    if (jobId !== null) this.say(jobId);
    return streamed === null ? () => undefined : this.pointers.open({ connections, filter: streamed });
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
