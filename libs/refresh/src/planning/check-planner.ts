import {
  applyDeadline,
  applyInactivity,
  isPastDeadline,
  isTerminal,
  type JobRecord,
  type LostRules,
  type Moment,
  type ObservationSource,
  type Revised,
  type Transition,
  type Trouble,
} from '#libs/jobs';
import { LOG_ON_REFUSED } from '../admission/circuit-breaker.js';
import type { ConnectionContext } from '../connection-context.js';
import { nextPoll, type Check } from './next-poll.js';
import type { PlanningRules } from './planning-input.js';

/** Puts the time of the next check, and its reason, into records that are about to be written. */
export class CheckPlanner {
  private rulesNow: PlanningRules | null = null;
  /** What `rulesNow` was made of. */
  private lostAfter: LostRules | null = null;

  constructor(private readonly context: ConnectionContext) {}

  /** The rules of tracking may be replaced at any time, those of the connection never. */
  private get rules(): PlanningRules {
    const { lostAfter } = this.context.tracking;
    if (this.rulesNow === null || this.lostAfter !== lostAfter) {
      const { spreadMs: absenceSpreadMs, answers: absenceAnswers } = lostAfter;
      this.rulesNow = { ...this.context.settings.refresh, absenceSpreadMs, absenceAnswers };
      this.lostAfter = lostAfter;
    }
    return this.rulesNow;
  }

  /**
   * The revised record with its next check in it; past its deadline, and where nobody reads it, with what that means.
   * `unreadSince`: since when nobody does; null: unknown, or it is a run.
   */
  planned(
    revised: Revised,
    at: Moment,
    problem: Trouble | null,
    source: ObservationSource,
    unreadSince: Moment | null = null,
  ): Revised {
    const { retentionMs } = this.context.tracking;
    const final = applyInactivity(afterDeadline(revised, { at, source, retentionMs }), unreadSince, {
      at,
      retentionMs,
    });
    return { ...final, record: this.withNextCheck(final.record, final.transition, problem, at, unreadSince) };
  }

  private withNextCheck(
    record: JobRecord,
    transition: Transition | null,
    problem: Trouble | null,
    at: Moment,
    unreadSince: Moment | null,
  ): JobRecord {
    const { check, nextCheckAt } = this.next(record, transition, problem, at, unreadSince);
    return { ...record, check, observation: { ...record.observation, nextCheckAt } };
  }

  /** When a job is looked at next, and why then; `problem`: what the last try ran into. */
  next(
    record: JobRecord,
    transition: Transition | null,
    problem: Trouble | null,
    at: Moment,
    unreadSince: Moment | null = null,
  ): Check {
    const { admission, random, push, planning } = this.context;
    const isShutOut = problem?.code === 'circuit-open' || problem?.code === LOG_ON_REFUSED;
    const { nextCheckAt, check } = nextPoll(record, this.rules, {
      at,
      random: random(),
      retryAfterMs: isShutOut ? null : (problem?.retryAfterMs ?? null),
      probeAt: isShutOut ? admission.probeAt : null,
      isPushed: push?.covers(record) ?? false,
      unreadSince,
      transition,
      ...planning?.inputFor(record, at),
    });
    return { check, nextCheckAt: hurriedByCancel(record, nextCheckAt, at, this.rules.minMs) };
  }
}

/** A job that is being canceled ends soon, or not at all: it is looked at often at first, and less the longer it takes. */
function hurriedByCancel(
  { cancellation, cancelBegunAt, state }: JobRecord,
  planned: Moment | null,
  at: Moment,
  minMs: number,
): Moment | null {
  const isExpected = cancellation.status === 'acknowledged' || cancellation.status === 'requested';
  if (planned === null || !isExpected || cancelBegunAt === null || isTerminal(state)) return planned;
  return Math.min(planned, at + Math.max(minMs, Math.round((at - cancelBegunAt) / 2)));
}

/** What a passed deadline makes of what has just been learned: both together are one change. */
function afterDeadline(
  revised: Revised,
  context: { at: number; source: ObservationSource; retentionMs: number },
): Revised {
  if (!isPastDeadline(revised.record, context.at)) return revised;
  const late = applyDeadline(revised.record, context);
  if (!revised.hasChanged || !late.transition) return late;
  const { revision } = revised.record;
  const { from, notBefore } = revised.transition ?? late.transition;
  return {
    hasChanged: true,
    record: { ...late.record, revision },
    transition: { ...late.transition, from, notBefore, revision },
  };
}
