import { formatJobId, type JobRecord } from '#libs/jobs';
import { isStoreFailure } from '#libs/store';
import type { ServerResponse } from 'node:http';
import type { JobChangeFeed } from '../changes/job-change.feed.js';
import { SingleJobWaiter } from '../changes/single-job.waiter.js';
import type { WatchedJobsReporter } from '../demand/watched-jobs.reporter.js';
import { namesTag } from '../http/entity-tags.js';
import type { AddressedJob } from '../jobs/job.addresses.js';
import { ProblemException } from '../problems/problem.exception.js';
import type { FreshnessRequirement } from './freshness.js';
import type { JobReader } from './job.reader.js';
import { known, type AbsentJob, type KnownJob, type PendingJob, type Reading } from './reading.js';
import type { StoredJobReader } from './redis/stored-job.reader.js';
import { etagOf, isOver } from './response/job.headers.js';

export interface WaitOptions {
  /** null: no wait. */
  seconds: number | null;
  /** `terminal`: the end; `change`: any revision that the client does not have. */
  until: 'change' | 'terminal';
  ifNoneMatch: string | undefined;
}

type IsAwaited = (record: JobRecord) => boolean;

/** Reads that end when there is a change. They share the change feed, and ask nothing of Redis meanwhile. */
export class LongPoll {
  constructor(
    private readonly reader: JobReader,
    private readonly stored: StoredJobReader,
    private readonly feed: JobChangeFeed,
    private readonly watched: WatchedJobsReporter,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Waits no longer than until the response is closed. */
  async read(
    job: AddressedJob,
    requirement: FreshnessRequirement,
    wait: WaitOptions,
    response: ServerResponse,
  ): Promise<Reading> {
    if (wait.seconds === null) return this.reader.read(job, requirement);
    const endsAt = this.now() + wait.seconds * 1000;
    const closed = new AbortController();
    response.once('close', () => closed.abort());
    // Before anything is read, so that no change falls in between.
    const waiter = new SingleJobWaiter(this.feed, formatJobId(job), closed.signal);
    try {
      const first = await this.reader.read(job, requirement);
      if (first.kind === 'absent' || first.kind === 'too-old') return first;
      const isAwaited = conditionOf(wait, first);
      if (first.kind === 'known' && isAwaited(first.record)) return first;
      this.watched.markWatched(first.record.id);
      return await this.wait(job, first, isAwaited, waiter, endsAt);
    } finally {
      waiter.close();
    }
  }

  private async wait(
    job: AddressedJob,
    first: KnownJob | PendingJob,
    isAwaited: IsAwaited,
    waiter: SingleJobWaiter,
    endsAt: number,
  ): Promise<Reading> {
    let latest = first;
    for (;;) {
      const outcome = await waiter.next(endsAt - this.now());
      if (outcome === 'closed') return latest;
      const reading = typeof outcome === 'string' ? await this.reread(job, latest) : newerOf(latest, outcome.record);
      if (outcome === 'timeout' || reading.kind === 'absent') return reading;
      latest = reading;
      if (latest.kind === 'known' && isAwaited(latest.record)) return latest;
    }
  }

  private async reread(job: AddressedJob, latest: KnownJob | PendingJob): Promise<KnownJob | PendingJob | AbsentJob> {
    try {
      const stored = await this.stored.read(job);
      return stored ?? (latest.kind === 'pending' ? latest : { kind: 'absent' });
    } catch (error) {
      if (!isStoreFailure(error)) throw error;
      return latest;
    }
  }
}

/** The record of a change may be older than what this client has been shown. */
function newerOf(latest: KnownJob | PendingJob, record: JobRecord | null): KnownJob | PendingJob | AbsentJob {
  if (record === null) return { kind: 'absent' };
  const { kind, record: shown } = latest;
  const isOlder = kind === 'known' && record.trackedAt === shown.trackedAt && record.revision < shown.revision;
  return isOlder ? latest : known(record);
}

function conditionOf({ until, ifNoneMatch }: WaitOptions, first: KnownJob | PendingJob): IsAwaited {
  if (until === 'terminal') return isOver;
  if (ifNoneMatch !== undefined) return (record) => !namesTag(ifNoneMatch, etagOf(record));
  const shown = first.kind === 'known' ? etagOf(first.record) : null;
  return (record) => etagOf(record) !== shown;
}

/** Reads `?until=`. */
export function parseUntil(until: unknown): WaitOptions['until'] {
  if (until === undefined) return 'change';
  if (until === 'terminal') return until;
  throw new ProblemException('invalid-request', 'There is no such end of a wait.', {
    errors: [{ pointer: '?until', detail: 'Must be terminal.' }],
  });
}
