import type { ForecastBasis, JobRecord, Moment } from '#libs/jobs';
import type { DurationDistribution } from './duration-distribution.js';
import type { Polled } from './run-evidence.js';

type HintBasis = Exclude<ForecastBasis, 'durations'>;

/** What the upstream itself lets one expect of the end of a job. */
export interface Hint {
  basis: HintBasis;
  endAt: Moment;
  /** How far off it may be: standard deviation of the logarithm of the time that remains. */
  doubt: number;
}

/** How good hints of each kind have been: the mean of |ln(time that remained / time estimated)|, latest most. */
export type HintRecords = Readonly<Record<HintBasis, { checked: number; meanError: number }>>;

const UNTESTED = { checked: 0, meanError: 0 };
export const UNTESTED_HINTS: HintRecords = { estimate: UNTESTED, progress: UNTESTED };

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
/** How much of what is expected rests on the hint, and not on what such runs took before. */
const TRUST_IN_HINTS = 0.85;
/** From a standard deviation to the scale of a logistic distribution. */
const LOGISTIC_SCALE = Math.sqrt(3) / Math.PI;

/** The upstream's hint for a job, if it gives one that still lies ahead; times are by the gateway's clock. */
export function hintOf(
  { progress }: Pick<JobRecord, 'progress'>,
  beganAt: Moment,
  at: Moment,
  tested: HintRecords,
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

function doubtOf(basis: HintBasis, tested: HintRecords): number {
  const { checked, meanError } = tested[basis];
  const guess = WEIGHT_OF_GUESS * DOUBT_BEFORE_TEST[basis];
  const doubt = (guess + checked * DEVIATIONS * meanError) / (WEIGHT_OF_GUESS + checked);
  return Math.min(MOST_DOUBT, Math.max(LEAST_DOUBT, doubt));
}

/** Compares the first hint of each kind with when the run ended. */
export function testHint(tested: HintRecords, polled: Polled, clockAheadMs: number): HintRecords {
  const { before, after, transition, at } = polled;
  const forecast = before?.check?.forecast;
  if (!forecast || forecast.basis === 'durations') return tested;
  const { basis, first } = forecast;
  const estimated = first.endAt - first.madeAt;
  if (estimated <= 0) return tested;
  const seenAt = (Math.max(transition?.notBefore ?? 0, first.madeAt) + at) / 2;
  const endedAt = after.endedAt === null ? seenAt : after.endedAt + clockAheadMs;
  const error = Math.abs(Math.log(Math.max(1, endedAt - first.madeAt) / estimated));
  const { checked, meanError } = tested[basis];
  const counted = Math.min(checked + 1, MEMORY);
  return { ...tested, [basis]: { checked: checked + 1, meanError: meanError + (error - meanError) / counted } };
}

/** The share of runs that go on for longer than some milliseconds: by the hint, and a smaller part as such runs do. */
export function survivalByHint(
  { endAt, doubt }: Hint,
  at: Moment,
  elapsed: number,
  learned: DurationDistribution | null,
): (later: number) => number {
  const middle = Math.log(Math.max(1, endAt - at));
  const survival = (later: number, spread: number): number =>
    1 / (1 + Math.exp((Math.log(Math.max(later, 1e-3)) - middle) / spread));
  const now = learned?.survival(elapsed) ?? 0;
  const byExperience = (later: number): number =>
    learned === null || now <= 0 ? survival(later, 1) : learned.survival(elapsed + later) / now;
  return (later) =>
    TRUST_IN_HINTS * survival(later, doubt * LOGISTIC_SCALE) + (1 - TRUST_IN_HINTS) * byExperience(later);
}
