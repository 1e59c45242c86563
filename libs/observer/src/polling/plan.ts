import { isTerminal, type JobRecord, type Moment, type Revised, type Trouble } from '#libs/jobs';
import { LOG_ON_REFUSED } from '../admission/circuit-breaker.js';
import type { ConnectionContext } from '../connection-context.js';
import { nextPoll } from '../planning/next-poll.js';

/** `trouble`: what the last poll ran into. */
interface Plannable {
  revised: Revised;
  finding: { trouble?: Trouble };
}

/** `unreadSince`: since when a pointer has had no reader; null: unknown, or it is a run. */
interface PollFacts {
  at: Moment;
  unreadSince: Moment | null;
}

/** Puts the time of the next poll, and its reason, into a record that is about to be written. */
export function plan<Planned extends Plannable>(
  { settings, tracking, admission, random, push, planning }: ConnectionContext,
  applied: Planned,
  { at, unreadSince }: PollFacts,
): Planned {
  const { record, transition } = applied.revised;
  const { trouble: problem } = applied.finding;
  const { spreadMs: absenceSpreadMs, answers: absenceAnswers } = tracking.lostAfter;
  const rules = { ...settings.refresh, absenceSpreadMs, absenceAnswers };
  const isShutOut = problem?.code === 'circuit-open' || problem?.code === LOG_ON_REFUSED;
  const planned = nextPoll(record, rules, {
    at,
    random: random(),
    retryAfterMs: isShutOut ? null : (problem?.retryAfterMs ?? null),
    probeAt: isShutOut ? admission.probeAt : null,
    isPushed: push?.covers(record) ?? false,
    unreadSince,
    transition,
    ...planning?.inputFor(record, at),
  });
  const nextCheckAt = hurriedByCancel(record, planned.nextCheckAt, at, rules.minMs);
  const observation = { ...record.observation, nextCheckAt };
  const revised = { ...applied.revised, record: { ...record, check: planned.check, observation } };
  return { ...applied, revised };
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
