import {
  applyCancelRequest,
  formatJobId,
  isCancelUnderWay,
  isTerminal,
  newRecord,
  type JobRecord,
  type Moment,
} from '#libs/jobs';
import type { CancelDone, CommandOutcome, CommandRequests } from '#libs/requests';
import type { Store, StoredJob } from '#libs/store';
import { randomUUID } from 'node:crypto';
import type { RequestCommand } from '../idempotency/request.command.js';
import type { AddressedJob } from '../jobs/job.addresses.js';
import { changeableOf } from '../read-path/response/job.headers.js';
import { tracked } from '../jobs/job.tracker.js';
import { ProblemException } from '../problems/problem.exception.js';
import type { TrackedJobs } from '../quota/tracked.jobs.js';
import { problemOf } from './outcome.problems.js';
import type { Change } from '../idempotency/change.decorator.js';
import type { CancelTarget } from './cancel-target.js';

const CODES = { unsupported: 'cancel-unsupported', rejected: 'cancel-rejected' } as const;
const EXPIRES_IN_MS = 24 * 3_600_000;

/** `isPending`: the upstream has the request, or will get it. */
export interface CancelResult {
  record: JobRecord;
  isPending: boolean;
}

/** Cancels jobs. The request is stored in the record first, so that it is carried out later if not now. */
export class JobCanceler {
  constructor(
    private readonly store: Store,
    private readonly requests: CommandRequests,
    private readonly runs: CancelTarget,
    private readonly tracked: TrackedJobs,
    private readonly waitMs: number,
    private readonly now: () => number = store.clock.now,
  ) {}

  /** Canceling a pointer cancels its current run. A repeated request is stored once. */
  async cancel(named: AddressedJob, change: Change): Promise<CancelResult> {
    const until = this.now() + this.waitMs;
    const job = await this.runs.meant(named, change);
    if (!job.descriptor.capabilities.cancel) throw new ProblemException('cancel-unsupported');
    const { record, isNew } = await this.request(job, change);
    const { status } = record.cancellation;
    const isSettled = isTerminal(record.state) || record.state === 'canceling' || status === 'acknowledged';
    if (isSettled || (status === 'requested' && !isNew && isAsked(record, this.now()))) {
      return { record, isPending: status === 'requested' };
    }
    const request = { does: 'cancel' as const, key: job.key, command: randomUUID() };
    const expiresAt = this.now() + EXPIRES_IN_MS;
    const waitMs = Math.max(0, until - this.now());
    const outcome = await this.requests.ask<CancelDone>(job.connection, { ...request, expiresAt }, waitMs);
    if (outcome?.result === 'refused') change.command.settle();
    return this.answer(job, record, outcome);
  }

  private async answer(
    job: AddressedJob,
    requested: JobRecord,
    outcome: CommandOutcome<CancelDone> | null,
  ): Promise<CancelResult> {
    if (outcome?.result === 'refused') throw problemOf(outcome, CODES);
    const record = (await this.store.jobs.read(job))?.record ?? requested;
    const isOver = outcome?.result === 'done' && (outcome.done === 'ended' || outcome.done === 'pending');
    return { record, isPending: !isOver };
  }

  /**
   * Conditions are those of the run, and hold in the step that writes the request; of a stored one they did. Throws
   * `too-many-tracked-jobs` where the job is to be tracked for it.
   */
  private async request(
    job: AddressedJob,
    { command, conditions }: Change,
  ): Promise<{ record: JobRecord; isNew: boolean }> {
    const known = await this.store.jobs.read(job);
    if (known === null) conditions.check(null);
    const place = known === null ? await this.tracked.enter(job.requester, formatJobId(job)) : null;
    const utter = (current: StoredJob | null) => {
      // Untracked at this moment.
      if (current === null && place === null) return null;
      if (current !== null && isUttered(current.record, command)) return null;
      conditions.check(current && changeableOf(current.record));
      command.give();
      // Never before the key was claimed, as this gateway's clock may be behind: repeated requests are recognized by it.
      const at = Math.max(this.now(), command.since ?? 0);
      const { connection, key, kind, settings } = job;
      const record =
        current?.record ?? newRecord({ connection, key, kind, provider: settings.provider, trackedAt: at });
      const revised = applyCancelRequest(record, at);
      // A job that was never polled is tracked with the request: the first poll finds it.
      if (current === null) return { revised: { ...revised, hasChanged: true } };
      return revised.hasChanged ? { revised } : null;
    };
    const { stored, written } = await this.store.jobs.acknowledge(job, utter, known);
    if (!written) place?.leave();
    return { record: tracked(stored).record, isNew: written };
  }
}

/** Whether an earlier request under the same key, or a later one, is stored in the record. */
function isUttered({ cancellation }: JobRecord, { since, isRepeated }: RequestCommand): boolean {
  return isRepeated && since !== null && cancellation.requestedAt !== null && cancellation.requestedAt >= since;
}

/** Whether the upstream got the request, whatever the outcome, and not long ago. */
function isAsked(record: JobRecord, at: Moment): boolean {
  return record.cancelBegunAt !== null && isCancelUnderWay(record, at) && record.cancellation.reason !== null;
}
