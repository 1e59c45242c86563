import type { CheckPlan, JobRecord, JobState, Moment, Transition } from '#libs/jobs';
import type { DurationStatistics } from './duration-statistics.js';

/** What one poll changed: `before` is null for a job that was not known. */
export interface Polled {
  before: JobRecord | null;
  after: JobRecord;
  transition: Transition | null;
  at: Moment;
}

type Begun = NonNullable<CheckPlan['begun']>;

const isUnderWay = (state: JobState): boolean => state === 'running' || state === 'canceling';

/** The interval in which a job that is under way began, by the gateway's clock; null when it is not. */
export function begunAt(record: JobRecord, at: Moment, transition: Transition | null): Begun | null {
  if (!isUnderWay(record.state)) return null;
  const known = record.check?.begun;
  const isNew = transition !== null && (!isUnderWay(transition.from) || record.kind === 'pointer');
  if (known && !isNew) return known;
  // A job is tracked when it has just been started, as a rule; a run that replaced another began after that was seen.
  const notBefore = transition?.notBefore ?? record.trackedAt;
  return { notBefore: Math.min(notBefore, at), notAfter: at };
}

/** Since when a job runs, by the gateway's clock: the upstream's word counts more than when it was first seen. */
export function runningSince(record: JobRecord, begun: Begun, clockAheadMs: number, at: Moment): Moment {
  if (record.startedAt !== null) return Math.min(at, record.startedAt + clockAheadMs);
  return Math.round((begun.notBefore + begun.notAfter) / 2);
}

/**
 * Learns from one poll: that a run is still under way, or the interval in which it ended; exactly when, where the
 * upstream dates begin and end. A run that was canceled or lost counts until it was seen last: somebody else decided.
 */
export function learnFrom(polled: Polled, clockAheadMs: number, statistics: readonly DurationStatistics[]): void {
  const { after, transition, at } = polled;
  if (after.kind !== 'run') return;
  const from = ageBefore(polled, clockAheadMs);
  const begun = begunAt(after, at, transition);
  if (begun !== null) {
    const age = at - runningSince(after, begun, clockAheadMs, at);
    for (const one of statistics) one.survived(from, age);
  }
  const duration = durationOf(polled, clockAheadMs);
  if (duration === null) return;
  for (const one of statistics) one.endedWithin(Math.min(from, duration.atMost), ...within(duration, from));
}

/** How old the run was when it was last seen under way; 0: it was not. */
function ageBefore({ before }: Polled, clockAheadMs: number): number {
  const seenAt = before?.observation.observedAt ?? null;
  if (before === null || seenAt === null || !isUnderWay(before.state) || !before.check?.begun) return 0;
  return Math.max(0, seenAt - runningSince(before, before.check.begun, clockAheadMs, seenAt));
}

/** What was seen under way did not end before that. */
function within({ atLeast, atMost }: Interval, from: number): [atLeast: number, atMost: number] {
  return [Math.min(atMost, atLeast === atMost ? atLeast : Math.max(atLeast, from)), atMost];
}

interface Interval {
  atLeast: number;
  atMost: number;
}

/** The interval of the duration of a run that has just ended, milliseconds. null: it has not ended, or that is unknown. */
export function durationOf({ before, after, transition }: Polled, clockAheadMs: number): Interval | null {
  if (transition === null || after.kind !== 'run' || (after.state !== 'succeeded' && after.state !== 'failed')) {
    return null;
  }
  const { startedAt, endedAt } = after;
  if (startedAt !== null && endedAt !== null) {
    return endedAt < startedAt ? null : { atLeast: endedAt - startedAt, atMost: endedAt - startedAt };
  }
  const { notBefore, notAfter } = transition;
  if (notBefore === null) return null;
  const begun = before?.check?.begun;
  if (startedAt !== null) return between(notBefore - startedAt - clockAheadMs, notAfter - startedAt - clockAheadMs);
  // Begun and ended between two polls.
  if (!begun) return between(0, notAfter - notBefore);
  return between(notBefore - begun.notAfter, notAfter - begun.notBefore);
}

function between(atLeast: number, atMost: number): Interval | null {
  return atMost <= 0 ? null : { atLeast: Math.max(0, atLeast), atMost };
}

/**
 * How far the gateway's clock is ahead of the upstream's, given what was thought so far: an end that the upstream dates
 * must have come between the last poll that did not show it and the first that did.
 */
export function clockAfter({ after, transition }: Polled, clockAheadMs: number): number {
  if (transition === null || after.endedAt === null || transition.notBefore === null) return clockAheadMs;
  const least = transition.notBefore - after.endedAt;
  const most = transition.notAfter - after.endedAt;
  return Math.min(most, Math.max(least, clockAheadMs));
}
