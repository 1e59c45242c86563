import type { CheckPlan, ForecastBasis, JobRecord, Moment } from '#libs/jobs';
import type { Expectation } from './expectation.js';
import type { Hint } from './hints.js';
import { remainingQuantile } from './outlook.js';
import type { Running } from './running.js';

/** Fewer runs than that, and nobody is told when the next one ends. */
const ENOUGH_TO_FORETELL = 3;

/** When a job is expected to end, with what was foretold first from the same basis. null: no idea. */
export function forecastOf(
  { check }: Pick<JobRecord, 'check'>,
  running: Running | null,
  hint: Hint | null,
  expectation: Expectation | null,
  at: Moment,
): NonNullable<CheckPlan['forecast']> | null {
  if (running === null) return null;
  if (hint !== null) return continued(check, hint.basis, hint.endAt, at);
  if (!expectation?.outlook || expectation.sketch.learned < ENOUGH_TO_FORETELL) return null;
  const duration = remainingQuantile(expectation.outlook, at - running.beganAt, 0.5);
  return duration === null ? null : continued(check, 'durations', Math.round(running.beganAt + duration), at);
}

function continued(
  check: CheckPlan | null,
  basis: ForecastBasis,
  endAt: Moment,
  at: Moment,
): NonNullable<CheckPlan['forecast']> {
  const before = check?.forecast;
  return { basis, endAt, first: before?.basis === basis ? before.first : { endAt, madeAt: at } };
}
