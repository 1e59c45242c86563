import { isTerminal, type JobRecord, type LostRules, type Moment, type Revised, type Trouble } from '#libs/jobs';
import { LOG_ON_REFUSED } from '../admission/circuit-breaker.js';
import type { ConnectionContext } from '../connection-context.js';
import { nextPoll } from '../planning/next-poll.js';
import type { PlanningRules } from '../planning/planning-input.js';

/** `trouble`: what the last poll ran into. */
interface Plannable {
  revised: Revised;
  finding: { trouble?: Trouble };
}

/** `unreadSince`: since when nobody reads a pointer; null: unknown, or it is a run. */
interface PollFacts {
  at: Moment;
  unreadSince: Moment | null;
}

/** Puts the time of the next poll, and its reason, into records that are about to be written. */
export class PollScheduler {
  private rulesNow: PlanningRules | null = null;
  /** What `rulesNow` was made of. */
  private lostAfter: LostRules | null = null;

  constructor(private readonly context: ConnectionContext) {}

  plan<Planned extends Plannable>(applied: Planned, { at, unreadSince }: PollFacts): Planned {
    const { admission, random, push, planning } = this.context;
    const { record, transition } = applied.revised;
    const { trouble: problem } = applied.finding;
    const isShutOut = problem?.code === 'circuit-open' || problem?.code === LOG_ON_REFUSED;
    const planned = nextPoll(record, this.rules, {
      at,
      random: random(),
      retryAfterMs: isShutOut ? null : (problem?.retryAfterMs ?? null),
      probeAt: isShutOut ? admission.probeAt : null,
      isPushed: push?.covers(record) ?? false,
      unreadSince,
      transition,
      ...planning?.inputFor(record, at),
    });
    const nextCheckAt = hurriedByCancel(record, planned.nextCheckAt, at, this.rules.minMs);
    const observation = { ...record.observation, nextCheckAt };
    const revised = { ...applied.revised, record: { ...record, check: planned.check, observation } };
    return { ...applied, revised };
  }

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
}

/** A job that is being canceled ends soon, or not at all: it is polled often at first, and less the longer it takes. */
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
