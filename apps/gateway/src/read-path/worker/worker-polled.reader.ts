import { formatJobId, isObservedSince, isTerminal, newRecord, type Trouble } from '#libs/jobs';
import { EVER, type ObservationRequests, type ObserveOutcome } from '#libs/requests';
import type { Store, StoredJob } from '#libs/store';
import { cacheStatus } from '../../http/cache-status.js';
import type { AddressedJob } from '../../jobs/job.addresses.js';
import type { TrackedJobs } from '../../quota/tracked.jobs.js';
import { isFreshEnough, type FreshnessRequirement } from '../freshness.js';
import { known, type Reading } from '../reading.js';
import type { StoredJobReader } from '../redis/stored-job.reader.js';

/** Layer 3: jobs that a worker polls now. Concurrent requests share the poll. */
export class WorkerPolledReader {
  constructor(
    private readonly store: Store,
    private readonly requests: ObservationRequests,
    private readonly tracked: TrackedJobs,
    private readonly stored: StoredJobReader,
    private readonly waitMs: number,
  ) {}

  /** A job that the upstream knows is tracked by it. Throws `too-many-tracked-jobs`. */
  async readUntracked(job: AddressedJob): Promise<Reading> {
    if (await this.store.jobs.isAbsenceCached(job)) return { kind: 'absent' };
    const place = await this.tracked.enter(job.requester, formatJobId(job));
    // A poll since the store was read serves this request as well.
    const outcome = await this.requests.observe(job, this.waitMs, EVER, job.requester);
    // Without an outcome the request stays in the queue, and may track the job later.
    if (outcome !== null && outcome.result !== 'observed') place.leave();
    if (outcome?.result === 'not-found') return { kind: 'absent' };
    const stored = await this.store.jobs.read(job);
    if (stored !== null && isTerminal(stored.record.state)) place.leave();
    if (stored !== null) return { ...known(stored.record), cacheStatus: cacheStatus({ fwd: 'miss', stored: true }) };
    const record = newRecord({ ...job, provider: job.settings.provider, trackedAt: this.stored.now() });
    const trouble = outcome?.result === 'trouble' ? outcome : null;
    if (trouble !== null) record.observation.status = statusOf(trouble.kind as Trouble['kind']);
    const detail = detailOf(outcome);
    const retryAfterMs = trouble?.retryAfterMs ?? null;
    return { kind: 'pending', record, cacheStatus: cacheStatus({ fwd: 'miss', detail }), retryAfterMs };
  }

  /** `job` is stored, and older than required. */
  async refresh(job: AddressedJob, stored: StoredJob, requirement: FreshnessRequirement): Promise<Reading> {
    const askedAt = this.stored.now();
    const outcome = await this.requests.observe(job, this.waitMs, askedAt, job.requester);
    const latest = await this.store.jobs.read(job);
    if (latest === null) return outcome?.result === 'not-found' ? { kind: 'absent' } : known(stored.record);
    const now = this.stored.now();
    const isFresh =
      outcome?.result === 'observed' ||
      isObservedSince(latest.record, askedAt, now) ||
      isFreshEnough(latest.record, requirement, now);
    if (isFresh) return { ...known(latest.record), cacheStatus: cacheStatus({ fwd: 'request', stored: true }) };
    const detail = detailOf(outcome);
    if (requirement.isStrict)
      return { kind: 'too-old', cacheStatus: cacheStatus({ fwd: 'request', detail }), why: detail };
    const { record } = await this.stored.withOverdueMarked(latest);
    return { kind: 'known', record, cacheStatus: cacheStatus({ detail }) };
  }
}

function statusOf(kind: Trouble['kind']) {
  return kind === 'unauthorized' || kind === 'throttled' || kind === 'unreachable' ? kind : 'never';
}

function detailOf(outcome: ObserveOutcome | null): string {
  if (outcome === null) return 'timeout';
  if (outcome.result === 'trouble') return outcome.code === 'circuit-open' ? outcome.kind : outcome.code;
  return outcome.result;
}
