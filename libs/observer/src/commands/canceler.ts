import {
  applyCancelOutcome,
  beginCancel,
  hasPendingCancel,
  isCancelBegun,
  isTerminal,
  type CancelOutcome,
  type JobRecord,
  type Moment,
} from '#libs/jobs';
import type { OperationResult, CancelEffect } from '#libs/providers';
import type { CancelDone, CommandOutcome } from '#libs/requests';
import type { ConnectionContext } from '../connection-context.js';
import { NOT_KNOWN } from './at-most-once.js';
import { outcomeOf, withAdmission } from './upstream-operation.js';

type Outcome = CommandOutcome<CancelDone>;

const UNSUPPORTED: Outcome = {
  result: 'refused',
  reason: 'unsupported',
  code: 'cancel-unsupported',
  message: 'The upstream cannot cancel jobs.',
};

/**
 * Carries out the wishes to cancel that stand in the records of one connection. The record is the order: that it is begun
 * is committed to it first, so that an upstream is asked once for each wish, whoever dies over it.
 */
export class Canceler {
  private readonly inProgress = new Map<string, Promise<Outcome>>();

  constructor(
    private readonly context: ConnectionContext,
    private readonly signal: AbortSignal,
  ) {}

  /** Asks the upstream if there is an open wish; for all who want the same at the same time, once. */
  cancel(key: string): Promise<Outcome> {
    let work = this.inProgress.get(key);
    if (!work) {
      work = this.execute(key).finally(() => this.inProgress.delete(key));
      this.inProgress.set(key, work);
    }
    return work;
  }

  /** To be called with a record that was read: a cancel that no process works on is carried out in the background, or settled. */
  resume(record: JobRecord): void {
    if (!hasPendingCancel(record) && !isCancelBegun(record)) return;
    const { logger } = this.context;
    this.cancel(record.key).catch((error: unknown) => {
      logger.warn({ connection: record.connection, key: record.key, error: String(error) }, 'cancel failed');
    });
  }

  /** Resolves when nothing is in hand. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.inProgress.values());
  }

  private async execute(key: string): Promise<Outcome> {
    const { store, provider, admission } = this.context;
    const known = await store.jobs.read(this.address(key));
    if (known === null) return { result: 'withdrawn' };
    const { record } = known;
    const { requestedAt } = record.cancellation;
    // No other worker runs the connection: the one that began has died.
    if (isCancelBegun(record)) return this.settle(key, requestedAt, NOT_KNOWN);
    if (!hasPendingCancel(record)) return standingOutcome(record);
    const { cancel } = provider;
    if (!cancel) return this.settle(key, requestedAt, UNSUPPORTED);
    const refusal = admission.refusal();
    if (refusal) return this.settle(key, requestedAt, { result: 'unavailable', ...refusal });
    if (!(await this.begin(key, requestedAt))) return NOT_KNOWN;
    const acted = await withAdmission(this.context, () =>
      cancel.call(provider, this.context.session, { key, kind: record.kind }, this.signal),
    );
    return this.settle(key, requestedAt, this.outcomeOf(acted));
  }

  private async begin(key: string, requestedAt: Moment | null): Promise<boolean> {
    const { store, now } = this.context;
    const { written } = await store.jobs.update(this.address(key), (current) => {
      if (current?.record.cancellation.requestedAt !== requestedAt) return null;
      const revised = beginCancel(current.record, now());
      return revised && { revised };
    });
    return written;
  }

  private async settle(key: string, requestedAt: Moment | null, outcome: Outcome): Promise<Outcome> {
    const { store, now, logger, settings } = this.context;
    await store.jobs.update(this.address(key), (current) => {
      if (current === null) return null;
      const revised = applyCancelOutcome(current.record, requestedAt, cancelOutcome(outcome), now());
      return revised.record === current.record ? null : { revised };
    });
    logger.info({ connection: settings.name, key, result: outcome.result }, 'cancel asked');
    return outcome;
  }

  private outcomeOf(acted: OperationResult<CancelEffect>): Outcome {
    return 'done' in acted ? { result: 'done', done: acted.done } : outcomeOf(acted, this.context);
  }

  private address(key: string) {
    return { connection: this.context.settings.name, key };
  }
}

/** What an outcome makes of the wish. */
function cancelOutcome(outcome: Outcome): CancelOutcome {
  switch (outcome.result) {
    case 'done':
      return DONE[outcome.done];
    case 'refused':
      return {
        became: outcome.reason === 'unsupported' ? 'unsupported' : 'rejected',
        reason: `${outcome.message} (${outcome.code})`,
      };
    case 'unavailable':
      return { became: 'not-asked', reason: `Not asked yet: ${outcome.message}` };
    default:
      return { became: 'unknown', reason: 'Whether the upstream took the cancel is not known.' };
  }
}

const DONE: Record<CancelDone, CancelOutcome> = {
  acknowledged: { became: 'acknowledged', reason: null },
  pending: { became: 'acknowledged', reason: null },
  ended: { became: 'ended', reason: 'The upstream says that the job had ended.' },
  ineffective: { became: 'ineffective', reason: 'The upstream took the cancel without effect.' },
};

/** Of a wish that was carried out before: what is known of it. */
function standingOutcome({ state, cancellation }: JobRecord): Outcome {
  if (isTerminal(state)) return { result: 'done', done: 'ended' };
  switch (cancellation.status) {
    case 'acknowledged':
      return { result: 'done', done: 'acknowledged' };
    case 'ineffective':
      return { result: 'done', done: 'ineffective' };
    case 'unsupported':
    case 'rejected': {
      const reason = cancellation.status === 'unsupported' ? 'unsupported' : 'conflict';
      const message = cancellation.reason ?? '';
      return { result: 'refused', reason, code: codeIn(message), message };
    }
    case 'requested':
      return NOT_KNOWN;
    case 'none':
      return { result: 'withdrawn' };
  }
}

const codeIn = (reason: string): string => /\(([^()]*)\)$/.exec(reason)?.[1] ?? 'cancel-rejected';
