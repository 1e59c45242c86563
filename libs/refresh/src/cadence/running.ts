import type { CheckPlan, JobRecord, JobState, Moment, Transition } from '#libs/jobs';

/** A job that is under way. */
export interface Running {
  /** By the gateway's clock. */
  beganAt: Moment;
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

/** Since when a job runs: the upstream's word counts more than when it was first seen. */
export function runningOf(record: JobRecord, begun: Begun | null, clockAheadMs: number, at: Moment): Running | null {
  if (begun === null) return null;
  if (record.startedAt !== null) return { beganAt: Math.min(at, record.startedAt + clockAheadMs) };
  return { beganAt: Math.round((begun.notBefore + begun.notAfter) / 2) };
}
