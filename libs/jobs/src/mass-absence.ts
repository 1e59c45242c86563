import type { Moment } from './observation.js';

/** What the answers for one job said of whether the upstream knows it. */
export interface Presence {
  /** When it was last answered well; null: not so far as is known. */
  wellAt: Moment | null;
  /** Since when it is denied; null: it is not. */
  absentSince: Moment | null;
}

/** Below that, jobs are judged one by one. */
const FEWEST = 3;
/** Jobs that turn absent within this time of each other do so together. */
const TOGETHER_MS = 2 * 60_000;
/** A job that was well so shortly before it was denied has not simply been forgotten. */
const FRESH_MS = 5 * 60_000;
/** An upstream that denies most of its jobs for longer has lost them. */
export const DOUBT_LASTS_MS = 60 * 60_000;

/**
 * Whether the denial of one job is to be doubted, since most jobs of its connection that were well a moment ago are denied
 * together with it: then it is the connection that is in doubt. Jobs that were answered well since the first of these
 * denials, those that have ended by now among them, speak for it.
 */
export function isMassAbsence(job: Presence, all: Iterable<Presence>, at: Moment): boolean {
  const since = job.absentSince;
  if (since === null || at - since > DOUBT_LASTS_MS) return false;
  const wellTimes: Moment[] = [];
  let denied = 0;
  let firstDenial = since;
  for (const { wellAt, absentSince } of all) {
    if (wellAt === null) continue;
    if (absentSince === null) wellTimes.push(wellAt);
    else if (absentSince - wellAt <= FRESH_MS && Math.abs(absentSince - since) <= TOGETHER_MS) {
      denied += 1;
      firstDenial = Math.min(firstDenial, absentSince);
    }
  }
  const well = wellTimes.filter((wellAt) => wellAt >= firstDenial).length;
  return denied >= FEWEST && denied > well;
}
