import {
  applyOverdue,
  applyRead,
  formatJobId,
  isDormant,
  isFrozen,
  isObservedSince,
  isOverdue,
  isTerminal,
  newRecord,
  type JobAddress,
  type JobOutline,
  type JobRecord,
  type Trouble,
} from '#libs/jobs';
import { EVER, type ObservationRequests, type ObserveOutcome } from '#libs/requests';
import { isStoreFailure, readable, type Store, type StoredJob } from '#libs/store';
import { cacheStatus } from '../http/cache-status.js';
import type { TrackedJobs } from '../quota/tracked.jobs.js';
import type { AddressedJob } from '../jobs/job.addresses.js';
import type { FreshnessRequirement } from './freshness.js';

/** `cacheStatus` is the value of the field of RFC 9211. */
export interface KnownJob {
  kind: 'known';
  record: JobRecord;
  cacheStatus: string;
}

export type Reading =
  | KnownJob
  /** Addressable, not tracked, and nobody could look so far. */
  | { kind: 'pending'; record: JobRecord; cacheStatus: string; retryAfterMs: number | null }
  /** The upstream says that there is no such job. */
  | { kind: 'absent' }
  /** Not known, or not as fresh as the caller insists. */
  | { kind: 'too-old'; cacheStatus: string; why: string };

const NOT_ASKED = 'nobody was to be asked';

/** Reads one job for a caller: from the store, and by asking a worker for what the store lacks. */
export class JobReader {
  constructor(
    private readonly store: Store,
    private readonly requests: ObservationRequests,
    private readonly tracked: TrackedJobs,
    private readonly waitMs: number,
    /** The time that records are stamped with. */
    readonly now: () => number = store.clock.now,
    /** Told of every record that somebody was answered with. */
    readonly notice: (record: JobRecord) => void = () => undefined,
  ) {}

  /** The job as everybody reads it who bears any age; null when it is not tracked. Asks no worker. */
  async readStored(job: JobAddress): Promise<KnownJob | null> {
    const stored = await this.store.jobs.read(job);
    if (stored === null) return null;
    return this.known(this.isOverdue(stored.record) ? await this.withOverdueMarked(stored) : stored);
  }

  /** Jobs as everybody reads them, in the order asked for; null where one is not tracked, or cannot be read. */
  async readMany(jobs: readonly JobAddress[]): Promise<(JobRecord | null)[]> {
    const stored = await this.store.jobs.readMany(jobs);
    return Promise.all(stored.map(readable).map(async (job) => job && (await this.withOverdueMarked(job)).record));
  }

  /** The same without results and parts, however many. */
  async readOutlines(jobs: readonly JobAddress[]): Promise<(JobOutline | null)[]> {
    const outlines: (JobOutline | null)[] = (await this.store.jobs.readOutlines(jobs)).map(readable);
    const overdue = outlines.flatMap((outline, place) => (outline && this.isOverdue(outline) ? [place] : []));
    if (overdue.length === 0) return outlines;
    const said = await this.readMany(overdue.map((place) => jobs[place]!));
    for (const [index, place] of overdue.entries()) outlines[place] = said[index]!;
    return outlines;
  }

  async read(job: AddressedJob, wish: FreshnessRequirement): Promise<Reading> {
    const reading = await this.readAsWished(job, wish);
    if (reading.kind === 'known') this.notice(reading.record);
    return reading;
  }

  private async readAsWished(job: AddressedJob, wish: FreshnessRequirement): Promise<Reading> {
    const found = await this.store.jobs.read(job);
    const stored = found !== null && isDormant(found.record) ? await this.awaken(job, found) : found;
    const isFreshEnough = stored !== null && this.isFreshEnough(stored.record, wish);
    if (isFreshEnough) return this.known(await this.withOverdueMarked(stored));
    if (wish.isCachedOnly)
      return {
        kind: 'too-old',
        cacheStatus: cacheStatus({ isRefused: true, detail: 'only-if-cached' }),
        why: NOT_ASKED,
      };
    return stored === null ? this.readUnseen(job) : this.readFresh(job, stored, wish);
  }

  /**
   * Has a pointer that nobody has read for long checked at once, and as often as others from then on. Returns it as it is
   * then; as it was where that cannot be written.
   */
  async awaken(job: JobAddress, known?: StoredJob): Promise<StoredJob | null> {
    const { jobs, pointerReads } = this.store;
    const at = this.now();
    try {
      // First, so that whoever polls it next knows of this read.
      await pointerReads.mark(job.connection, [job.key], at);
      const change = (current: StoredJob | null) =>
        current !== null && isDormant(current.record) ? { revised: applyRead(current.record, at) } : null;
      return (await jobs.update(job, change, known)).stored;
    } catch (error) {
      if (known === undefined || !isStoreFailure(error)) throw error;
      return known;
    }
  }

  /** The same record, or one that says that its check is overdue. Whoever notices writes it down, once. */
  async withOverdueMarked(stored: StoredJob): Promise<StoredJob> {
    if (!this.isOverdue(stored.record)) return stored;
    const { connection, key } = stored.record;
    const update = await this.store.jobs.update(
      { connection, key },
      (current) => {
        if (current === null || !this.isOverdue(current.record)) return null;
        return { revised: applyOverdue(current.record, this.now()) };
      },
      stored,
    );
    return update.stored ?? stored;
  }

  /** Not by a clock that nobody has compared: it would make news of what is none. */
  private isOverdue(record: JobOutline): boolean {
    return this.store.clock.isSynchronized && isOverdue(record, this.now());
  }

  /** A job that the upstream knows is tracked by it. Throws `too-many-tracked-jobs`. */
  private async readUnseen(job: AddressedJob): Promise<Reading> {
    if (await this.store.jobs.isAbsenceCached(job)) return { kind: 'absent' };
    const place = await this.tracked.enter(job.requester, formatJobId(job));
    // Whoever looked since the store was read has answered this reader as well.
    const outcome = await this.requests.observe(job, this.waitMs, EVER, job.requester);
    // Without an outcome the request stands, and may have it tracked later.
    if (outcome !== null && outcome.result !== 'observed') place.leave();
    if (outcome?.result === 'not-found') return { kind: 'absent' };
    const stored = await this.store.jobs.read(job);
    if (stored !== null && isTerminal(stored.record.state)) place.leave();
    if (stored !== null)
      return { kind: 'known', record: stored.record, cacheStatus: cacheStatus({ fwd: 'miss', stored: true }) };
    const record = newRecord({ ...job, provider: job.settings.provider, trackedAt: this.now() });
    const retryAfterMs = outcome?.result === 'trouble' ? outcome.retryAfterMs : null;
    if (outcome?.result === 'trouble') record.observation.status = statusOf(outcome.kind as Trouble['kind']);
    return {
      kind: 'pending',
      record,
      cacheStatus: cacheStatus({ fwd: 'miss', detail: detailOf(outcome) }),
      retryAfterMs,
    };
  }

  private async readFresh(job: AddressedJob, stored: StoredJob, wish: FreshnessRequirement): Promise<Reading> {
    const askedAt = this.now();
    const outcome = await this.requests.observe(job, this.waitMs, askedAt, job.requester);
    const latest = await this.store.jobs.read(job);
    if (latest === null) return outcome?.result === 'not-found' ? { kind: 'absent' } : this.known(stored);
    const isFresh =
      outcome?.result === 'observed' ||
      isObservedSince(latest.record, askedAt, this.now()) ||
      this.isFreshEnough(latest.record, wish);
    if (isFresh) {
      return { kind: 'known', record: latest.record, cacheStatus: cacheStatus({ fwd: 'request', stored: true }) };
    }
    const detail = detailOf(outcome);
    if (wish.isStrict) return { kind: 'too-old', cacheStatus: cacheStatus({ fwd: 'request', detail }), why: detail };
    const { record } = await this.withOverdueMarked(latest);
    return { kind: 'known', record, cacheStatus: cacheStatus({ detail }) };
  }

  /** How a record is answered with that was read from the store. */
  known({ record }: Pick<StoredJob, 'record'>): KnownJob {
    const { status } = record.observation;
    const isGood = status === 'fresh' || isSettled(record);
    return { kind: 'known', record, cacheStatus: cacheStatus(isGood ? {} : { detail: status }) };
  }

  private isFreshEnough(record: JobRecord, { maxAge }: FreshnessRequirement): boolean {
    if (maxAge === null || isSettled(record)) return true;
    const now = this.now();
    return isObservedSince(record, now - maxAge * 1000, now);
  }
}

/** An end that has been seen cannot become outdated. */
const isSettled = (record: JobRecord): boolean => record.kind === 'run' && isFrozen(record.state);

function statusOf(kind: Trouble['kind']) {
  return kind === 'unauthorized' || kind === 'throttled' || kind === 'unreachable' ? kind : 'never';
}

function detailOf(outcome: ObserveOutcome | null): string {
  if (outcome === null) return 'timeout';
  if (outcome.result === 'trouble') return outcome.code === 'circuit-open' ? outcome.kind : outcome.code;
  return outcome.result;
}
