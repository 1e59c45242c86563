import { isFrozen, type CheckPlan, type ForecastBasis, type JobRecord, type Moment } from '#libs/jobs';
import type { RunStatistics } from './connection-statistics.js';
import type { PlanningInput, PlanningRules } from './planning-input.js';
import { planFor } from './poll-plan.js';
import { begunAt, runningSince } from './run-evidence.js';
import type { Hint } from './upstream-hints.js';

export interface Check {
  /** null: never again. */
  nextCheckAt: Moment | null;
  check: CheckPlan | null;
}

type Forecast = NonNullable<CheckPlan['forecast']>;

const JITTER = 0.1;
const NEVER: Check = { nextCheckAt: null, check: null };
/** With fewer runs there is no estimate of an end. */
const ENOUGH_TO_FORETELL = 3;

/** When a job is polled next, and why then. `record` is what is known after the last try. */
export function nextPoll(record: JobRecord, rules: PlanningRules, input: PlanningInput): Check {
  if (record.kind === 'run' && isFrozen(record.state)) return NEVER;
  if (record.stateReason === 'superseded') return NEVER;
  const { at, random } = input;
  const begun = begunAt(record, at, input.transition ?? null);
  const beganAt = begun && runningSince(record, begun, input.clockAheadMs ?? 0, at);
  const plan = planFor(record, beganAt, rules, input);
  const deviation = JITTER * (plan.isAtLeast ? random : 2 * random - 1);
  const planned = at + Math.round(plan.intervalMs + deviation * Math.min(plan.intervalMs, plan.spacingMs));
  const isBeforeDeadline = record.deadline !== null && record.deadline > at && record.deadline < planned;
  const forecast = forecastOf(record, beganAt, plan.hint ?? null, input.statistics ?? null, at);
  return {
    nextCheckAt: isBeforeDeadline ? record.deadline : planned,
    check: {
      intervalMs: plan.intervalMs,
      reason: isBeforeDeadline ? `${plan.reason}; brought forward to the deadline` : plan.reason,
      ...(begun === null ? {} : { begun }),
      ...(forecast === null ? {} : { forecast }),
    },
  };
}

/** When a job is expected to end, with the first estimate from the same basis. null: no idea. */
function forecastOf(
  { check }: JobRecord,
  beganAt: Moment | null,
  hint: Hint | null,
  statistics: RunStatistics | null,
  at: Moment,
): Forecast | null {
  const continued = (basis: ForecastBasis, endAt: Moment): Forecast => {
    const before = check?.forecast;
    return { basis, endAt, first: before?.basis === basis ? before.first : { endAt, madeAt: at } };
  };
  if (beganAt === null) return null;
  if (hint !== null) return continued(hint.basis, hint.endAt);
  if (statistics === null || statistics.durations.learned < ENOUGH_TO_FORETELL) return null;
  const duration = statistics.durations.distribution.medianAfter(at - beganAt);
  return duration === null ? null : continued('durations', Math.round(beganAt + duration));
}
