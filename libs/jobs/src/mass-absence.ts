import type { Moment } from './observation.js';

/** Whether the upstream knows one job, by its responses. */
export interface Presence {
  /** When it was last answered well; null: not so far as is known. */
  wellAt: Moment | null;
  /** Since when it is denied; null: it is not. */
  absentSince: Moment | null;
}

/** A job that is denied. */
interface Denial {
  wellAt: Moment | null;
  absentSince: Moment;
}

/** Below that, jobs are judged one by one. */
const MIN_JOBS = 3;
/** Jobs that turn absent within this time of each other do so together. */
const CORRELATION_WINDOW_MS = 2 * 60_000;
/** A job that was well so shortly before it was denied has not simply been forgotten. */
const FRESH_MS = 5 * 60_000;
/** An upstream that denies most of its jobs for longer has lost them. */
export const DOUBT_LASTS_MS = 60 * 60_000;

/**
 * Whether the denial of one job is to be doubted, since it is the connection that is in doubt. Jobs that were answered
 * well since the first of the denials, those that have ended by now among them, speak for the connection. Against it speak:
 *
 * - most of the jobs that were well a moment ago are denied together with this one; or
 * - all jobs are denied, those that were never answered well among them: what an upstream says that has known none of
 *   what it was asked for, as behind a wrong path or while it starts, says nothing of one job.
 */
export function isMassAbsence(job: Presence, all: Iterable<Presence>, at: Moment): boolean {
  const since = job.absentSince;
  if (since === null || at - since > DOUBT_LASTS_MS) return false;
  const wellTimes: Moment[] = [];
  const wellBefore: Denial[] = [];
  const neverWell: Denial[] = [];
  for (const { wellAt, absentSince } of all) {
    if (absentSince === null) wellTimes.push(wellAt!);
    else if (Math.abs(absentSince - since) > CORRELATION_WINDOW_MS) continue;
    else if (wellAt === null) neverWell.push({ wellAt, absentSince });
    else if (absentSince - wellAt <= FRESH_MS) wellBefore.push({ wellAt, absentSince });
  }
  const wellSince = (denials: readonly Denial[]) => {
    const first = denials.reduce((earliest, { absentSince }) => Math.min(earliest, absentSince), since);
    return wellTimes.filter((wellAt) => wellAt >= first).length;
  };
  const denied = [...wellBefore, ...neverWell];
  return (
    (wellBefore.length >= MIN_JOBS && wellBefore.length > wellSince(wellBefore)) ||
    (denied.length >= MIN_JOBS && wellSince(denied) === 0)
  );
}
