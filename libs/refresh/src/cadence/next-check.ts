import { isFrozen, type CheckPlan, type JobRecord, type Moment } from '#libs/jobs';
import type { CadenceInput, CadenceRules } from './cadence-input.js';
import { forecastOf } from './forecast.js';
import { planFor } from './plan.js';
import { begunAt, runningOf } from './running.js';

export interface Check {
  /** null: never again. */
  nextCheckAt: Moment | null;
  check: CheckPlan | null;
}

const JITTER = 0.1;
const NEVER: Check = { nextCheckAt: null, check: null };

/** When a job is looked at next, and why then. `record` is what is known after the last try. */
export function nextCheck(record: JobRecord, rules: CadenceRules, input: CadenceInput): Check {
  if (record.kind === 'run' && isFrozen(record.state)) return NEVER;
  if (record.stateReason === 'superseded') return NEVER;
  const begun = begunAt(record, input.at, input.transition ?? null);
  const running = runningOf(record, begun, input.clockAheadMs ?? 0, input.at);
  const plan = planFor(record, running, rules, input);
  const deviation = JITTER * (plan.isAtLeast ? input.random : 2 * input.random - 1);
  const planned = input.at + Math.round(plan.intervalMs + deviation * Math.min(plan.intervalMs, plan.spacingMs));
  const isBeforeDeadline = record.deadline !== null && record.deadline > input.at && record.deadline < planned;
  const forecast = forecastOf(record, running, plan.hint ?? null, input.expectation ?? null, input.at);
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
