import type { JobRecord, Transition } from '#libs/jobs';
import type { DurationEvidence } from './duration-sketch.js';

/** The last look before an end must have seen the job, or the interval of the end has no beginning. */
export interface End {
  before: JobRecord | null;
  after: JobRecord;
  transition: Transition;
}

/**
 * What an end tells of how long the run took: exactly where the upstream says when it began and ended, else the interval
 * that the looks before and after leave. null: nothing. A canceled run tells nothing: somebody decided when it ends.
 */
export function durationOf({ before, after, transition }: End, clockAheadMs: number): DurationEvidence | null {
  if (after.kind !== 'run' || (after.state !== 'succeeded' && after.state !== 'failed')) return null;
  const { startedAt, endedAt } = after;
  if (startedAt !== null && endedAt !== null) {
    return endedAt < startedAt ? null : { atLeastMs: endedAt - startedAt, atMostMs: endedAt - startedAt };
  }
  const { notBefore, notAfter } = transition;
  if (notBefore === null) return null;
  const begun = before?.check?.begun;
  if (startedAt !== null) return between(notBefore - startedAt - clockAheadMs, notAfter - startedAt - clockAheadMs);
  // Begun and ended between two looks.
  if (!begun) return between(0, notAfter - notBefore);
  return between(notBefore - begun.notAfter, notAfter - begun.notBefore);
}

function between(atLeastMs: number, atMostMs: number): DurationEvidence | null {
  return atMostMs <= 0 ? null : { atLeastMs: Math.max(0, atLeastMs), atMostMs };
}

/**
 * How far the gateway's clock is ahead of the upstream's, given what was thought so far: an end that the upstream dates
 * must have come between the last look that did not show it and the first that did.
 */
export function clockAfter({ after, transition }: End, clockAheadMs: number): number {
  const { notBefore, notAfter } = transition;
  if (after.endedAt === null || notBefore === null) return clockAheadMs;
  const least = notBefore - after.endedAt;
  const most = notAfter - after.endedAt;
  return Math.min(most, Math.max(least, clockAheadMs));
}
