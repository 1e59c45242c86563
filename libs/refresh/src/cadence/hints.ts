import type { ForecastBasis, JobRecord, Moment } from '#libs/jobs';
import { latticeOf, shareBefore, tabulate, type Outlook } from './outlook.js';

/** What the upstream itself lets one expect of the end of a job. */
export interface Hint {
  basis: Exclude<ForecastBasis, 'durations'>;
  endAt: Moment;
  /** How far off it may be: standard deviation of the logarithm of the time that remains. */
  doubt: number;
}

/** How good forecasts from one basis have been: the mean of |ln(time that remained / time foretold)|, latest most. */
export interface ForecastRecord {
  checked: number;
  meanError: number;
}

export type ForecastRecords = Readonly<Record<ForecastBasis, ForecastRecord>>;

const UNTESTED: ForecastRecord = { checked: 0, meanError: 0 };
export const UNTESTED_FORECASTS: ForecastRecords = { estimate: UNTESTED, progress: UNTESTED, durations: UNTESTED };

const DOUBT_BEFORE_TEST = { estimate: 0.25, progress: 0.35 } as const;
/** For how many tested hints the first guess of their doubt counts. */
const WEIGHT_OF_GUESS = 3;
const LEAST_DOUBT = 0.05;
const MOST_DOUBT = 1;
/** From a mean absolute deviation to the standard deviation of a Gaussian. */
const DEVIATIONS = 1.25;
const MEMORY = 20;
/** Upstreams round: the last percent may mean anything. */
const LAST_PERCENT = 99;
/** How much of the expectation rests on the hint, and not on what such runs took before. */
const TRUST_IN_HINTS = 0.85;
const FINE_STEPS = 32;
/** How far around a hint an end is thought possible, as a logarithm. */
const REACH = 4;
/** From a standard deviation to the scale of a logistic distribution. */
const LOGISTIC_SCALE = Math.sqrt(3) / Math.PI;

/**
 * The upstream's hint for a job, if it gives one that still lies ahead. All times are by the gateway's clock: estimates are
 * counted from the moment of the answer.
 */
export function hintOf(
  { progress }: Pick<JobRecord, 'progress'>,
  beganAt: Moment,
  at: Moment,
  tested: ForecastRecords,
): Hint | null {
  if (progress === null) return null;
  const { percent, estimatedEndAt } = progress;
  if (estimatedEndAt !== null && estimatedEndAt > at) {
    return { basis: 'estimate', endAt: estimatedEndAt, doubt: doubtOf('estimate', tested) };
  }
  if (percent === null || percent <= 0 || at <= beganAt) return null;
  const done = Math.min(percent, LAST_PERCENT) / 100;
  return {
    basis: 'progress',
    endAt: Math.round(at + ((at - beganAt) * (1 - done)) / done),
    doubt: Math.min(MOST_DOUBT, doubtOf('progress', tested) / Math.sqrt(Math.max(done, 0.1))),
  };
}

function doubtOf(basis: Hint['basis'], tested: ForecastRecords): number {
  const { checked, meanError } = tested[basis];
  const guess = WEIGHT_OF_GUESS * DOUBT_BEFORE_TEST[basis];
  const doubt = (guess + checked * DEVIATIONS * meanError) / (WEIGHT_OF_GUESS + checked);
  return Math.min(MOST_DOUBT, Math.max(LEAST_DOUBT, doubt));
}

/** Compares a forecast with what then happened. */
export function testForecast(
  tested: ForecastRecords,
  basis: ForecastBasis,
  first: { endAt: Moment; madeAt: Moment },
  endedAt: Moment,
): ForecastRecords {
  const foretold = first.endAt - first.madeAt;
  if (foretold <= 0) return tested;
  const error = Math.abs(Math.log(Math.max(1, endedAt - first.madeAt) / foretold));
  const { checked, meanError } = tested[basis];
  const counted = Math.min(checked + 1, MEMORY);
  return { ...tested, [basis]: { checked: checked + 1, meanError: meanError + (error - meanError) / counted } };
}

/** The outlook on the time that remains: the hint, and with the smaller part what runs of this kind took before. */
export function outlookFromHint(
  hint: { remainingMs: number; doubt: number },
  learned: Outlook | null,
  elapsed: number | null,
): Outlook {
  const remaining = hint.remainingMs;
  const middle = Math.log(remaining);
  const before = learned === null || elapsed === null ? 1 : shareBefore(learned, elapsed);
  const byExperience = (logarithm: number): number => {
    // Nearly all runs would have ended by now: experience says nothing of those that have not.
    if (learned === null || elapsed === null || before > 0.995) return logistic(logarithm - middle);
    return (shareBefore(learned, elapsed + Math.exp(logarithm)) - before) / (1 - before);
  };
  const below = (logarithm: number): number =>
    TRUST_IN_HINTS * logistic((logarithm - middle) / (hint.doubt * LOGISTIC_SCALE)) +
    (1 - TRUST_IN_HINTS) * byExperience(logarithm);
  const reach = { lowest: middle - REACH, highest: middle + REACH, widest: remaining, steps: FINE_STEPS };
  return tabulate(latticeOf(middle - 3 * hint.doubt, middle + 3 * hint.doubt, reach), below);
}

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));
