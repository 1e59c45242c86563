import { applyCancelWish, isCancelUnderWay, isTerminal, newRecord, type JobRecord } from '#libs/jobs';
import type { CancelDone, CommandOutcome, CommandRequests } from '#libs/requests';
import type { Store } from '#libs/store';
import { randomUUID } from 'node:crypto';
import type { Caller } from '#libs/access';
import type { AddressedJob, JobAddresses } from '../jobs/job.addresses.js';
import type { JobReader } from '../jobs/job.reader.js';
import { ProblemException } from '../problems/problem.exception.js';
import { problemOf } from './outcome.problems.js';

const CODES = { unsupported: 'cancel-unsupported', rejected: 'cancel-rejected' } as const;
const EXPIRES_IN_MS = 24 * 3_600_000;
const ANY_AGE = { maxAge: null, isStrict: false, isCachedOnly: false };

/** `isPending`: the upstream has the wish, or will have it. */
export interface CancelAnswer {
  record: JobRecord;
  isPending: boolean;
}

/** Has a job canceled. The wish stands in the record before anybody is asked, so that it is carried out later if not now. */
export class JobCanceler {
  constructor(
    private readonly store: Store,
    private readonly requests: CommandRequests,
    private readonly reader: JobReader,
    private readonly addresses: JobAddresses,
    private readonly waitMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Canceling a pointer cancels the run that it points to. */
  async cancel(named: AddressedJob, caller: Caller): Promise<CancelAnswer> {
    const until = this.now() + this.waitMs;
    const job = await this.runOf(named, caller);
    if (!job.descriptor.capabilities.cancel) throw new ProblemException('cancel-unsupported');
    const { record, isNew } = await this.wish(job);
    const { status } = record.cancellation;
    const isSettled = isTerminal(record.state) || record.state === 'canceling' || status === 'acknowledged';
    if (isSettled || (status === 'requested' && !isNew && isAsked(record))) {
      return { record, isPending: status === 'requested' };
    }
    const request = { does: 'cancel' as const, key: job.key, command: randomUUID() };
    const expiresAt = this.now() + EXPIRES_IN_MS;
    const waitMs = Math.max(0, until - this.now());
    const outcome = await this.requests.ask<CancelDone>(job.connection, { ...request, expiresAt }, waitMs);
    return this.answer(job, record, outcome);
  }

  private async answer(
    job: AddressedJob,
    wished: JobRecord,
    outcome: CommandOutcome<CancelDone> | null,
  ): Promise<CancelAnswer> {
    if (outcome?.result === 'refused') throw problemOf(outcome, CODES);
    const record = (await this.store.jobs.read(job))?.record ?? wished;
    const isOver = outcome?.result === 'done' && (outcome.done === 'ended' || outcome.done === 'pending');
    return { record, isPending: !isOver };
  }

  private async wish(job: AddressedJob): Promise<{ record: JobRecord; isNew: boolean }> {
    const { stored, written } = await this.store.jobs.update(job, (current) => {
      const at = this.now();
      const { connection, key, kind, settings } = job;
      const record =
        current?.record ?? newRecord({ connection, key, kind, provider: settings.provider, trackedAt: at });
      const revised = applyCancelWish(record, at);
      // A job that nobody could look at so far is tracked with the wish: whoever looks first finds it.
      if (current === null) return { revised: { ...revised, isNews: true } };
      return revised.isNews ? { revised } : null;
    });
    return { record: stored!.record, isNew: written };
  }

  private async runOf(named: AddressedJob, caller: Caller): Promise<AddressedJob> {
    const reading = await this.reader.read(named, ANY_AGE);
    if (reading.kind === 'absent') throw new ProblemException('job-not-found');
    if (named.kind === 'run') return named;
    const { targetKey } = reading.kind === 'known' ? reading.record : { targetKey: null };
    if (reading.kind !== 'known') {
      throw new ProblemException('no-worker', 'No worker could look up the run that the pointer points to.', {
        headers: { 'Retry-After': '5' },
      });
    }
    if (targetKey === null) {
      throw new ProblemException('cancel-rejected', 'The pointer points to no run.', { upstreamCode: 'no-run' });
    }
    const target = this.addresses.of({ connection: named.connection, key: targetKey }, caller);
    const isKnown = (await this.store.jobs.read(target)) !== null;
    if (!isKnown) await this.reader.read(target, ANY_AGE);
    return target;
  }
}

/** Whether the upstream was asked, with whatever outcome: until the wish is an old one, that is enough. */
function isAsked(record: JobRecord): boolean {
  return record.cancelBegunAt !== null && isCancelUnderWay(record, Date.now()) && record.cancellation.reason !== null;
}
