import { formatJobId, type JobRecord } from '#libs/jobs';
import { isStoreFailure } from '#libs/store';
import type { ServerResponse } from 'node:http';
import { SingleJobWaiter } from '../changes/single-job.waiter.js';
import type { JobChangeFeed } from '../changes/job-change.feed.js';
import type { WatchedJobsReporter } from '../demand/watched-jobs.reporter.js';
import { namesTag } from '../http/entity-tags.js';
import { ProblemException } from '../problems/problem.exception.js';
import type { AddressedJob } from '../jobs/job.addresses.js';
import type { FreshnessRequirement } from './freshness.js';
import { etagOf, isOver } from './response/job.headers.js';
import type { JobReader, KnownJob, Reading } from './job.reader.js';

/** What a reader is ready to wait for. */
export interface WaitOptions {
  /** null: for nothing. */
  seconds: number | null;
  /** `terminal`: the end; else any revision that the reader does not have. */
  until: 'change' | 'terminal';
  ifNoneMatch: string | undefined;
}

type Pending = Extract<Reading, { kind: 'pending' }>;

/** Answers readers when there is something new. They wait for the news that others hear, and ask nobody meanwhile. */
export class LongPoll {
  constructor(
    private readonly reader: JobReader,
    private readonly news: JobChangeFeed,
    private readonly watched: Pick<WatchedJobsReporter, 'say'>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Waits no longer than until the response is closed. */
  async read(
    job: AddressedJob,
    wish: FreshnessRequirement,
    wait: WaitOptions,
    response: ServerResponse,
  ): Promise<Reading> {
    if (wait.seconds === null) return this.reader.read(job, wish);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    return this.readNew(job, wish, wait, this.now() + wait.seconds * 1000, gone.signal);
  }

  private async readNew(
    job: AddressedJob,
    wish: FreshnessRequirement,
    wait: WaitOptions,
    endsAt: number,
    gone: AbortSignal,
  ): Promise<Reading> {
    // Before anything is read, so that no change falls in between.
    const heard = new SingleJobWaiter(this.news, formatJobId(job), gone);
    try {
      const first = await this.reader.read(job, wish);
      if (first.kind === 'absent' || first.kind === 'too-old') return first;
      const isAnswer = answerTo(wait, first);
      if (first.kind === 'known' && isAnswer(first.record)) return first;
      this.watched.say(first.record.id);
      return await this.wait(job, first, isAnswer, heard, endsAt);
    } finally {
      heard.close();
    }
  }

  private async wait(
    job: AddressedJob,
    first: KnownJob | Pending,
    isAnswer: (record: JobRecord) => boolean,
    heard: SingleJobWaiter,
    endsAt: number,
  ): Promise<Reading> {
    let latest = first;
    for (;;) {
      const woken = await heard.next(endsAt - this.now());
      if (woken === 'closed') return latest;
      const reading = typeof woken === 'string' ? await this.reread(job, latest) : this.readingOf(woken.record, latest);
      if (woken === 'late' || reading.kind === 'absent') return reading;
      latest = reading;
      if (latest.kind === 'known' && isAnswer(latest.record)) return latest;
    }
  }

  /** What was read for others may be older than what this reader has seen. */
  private readingOf(record: JobRecord | null, latest: KnownJob | Pending): KnownJob | Pending | { kind: 'absent' } {
    if (record === null) return { kind: 'absent' };
    const { kind, record: seen } = latest;
    const isOlder = kind === 'known' && record.trackedAt === seen.trackedAt && record.revision < seen.revision;
    return isOlder ? latest : this.reader.known({ record });
  }

  private async reread(
    job: AddressedJob,
    latest: KnownJob | Pending,
  ): Promise<KnownJob | Pending | { kind: 'absent' }> {
    try {
      const stored = await this.reader.readStored(job);
      return stored ?? (latest.kind === 'pending' ? latest : { kind: 'absent' });
    } catch (error) {
      if (!isStoreFailure(error)) throw error;
      return latest;
    }
  }
}

/** Whether a record is what was waited for. */
function answerTo({ until, ifNoneMatch }: WaitOptions, first: KnownJob | Pending): (record: JobRecord) => boolean {
  if (until === 'terminal') return isOver;
  if (ifNoneMatch !== undefined) return (record) => !namesTag(ifNoneMatch, etagOf(record));
  const known = first.kind === 'known' ? etagOf(first.record) : null;
  return (record) => etagOf(record) !== known;
}

/** What `?until=` says. */
export function parseUntil(until: unknown): WaitOptions['until'] {
  if (until === undefined) return 'change';
  if (until === 'terminal') return until;
  throw new ProblemException('invalid-request', 'There is no such end of a wait.', {
    errors: [{ pointer: '?until', detail: 'Must be terminal.' }],
  });
}
