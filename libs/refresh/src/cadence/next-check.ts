import { isFrozen, type CheckPlan, type JobRecord, type Moment, type Transition } from '#libs/jobs';
import type { Expectation } from './expectation.js';
import { forecastOf } from './forecast.js';
import { planFor } from './plan.js';
import { begunAt, runningOf } from './running.js';

export interface CadenceRules {
  /** Bounds of the time between two checks, from the configuration, milliseconds. */
  minMs: number;
  maxMs: number;
  /** How long confirmed absence takes, milliseconds; not-found answers are repeated within it. */
  absenceSpreadMs: number;
  absenceAnswers: number;
}

export interface CadenceInput {
  at: Moment;
  /** 0 ≤ random < 1. */
  random: number;
  /** How long the upstream asked to be left alone, milliseconds. */
  retryAfterMs: number | null;
  /** While the circuit is open: when it lets a probe through. */
  probeAt: Moment | null;
  /** The upstream tells of this job's end by itself: checks are for safety only. Default false. */
  isPushed?: boolean;
  /** What is known of how long such runs take. */
  expectation?: Expectation | null;
  /** How far the gateway's clock is ahead of the upstream's, milliseconds. Default 0. */
  clockAheadMs?: number;
  /** Somebody waits for this job, or reads it often. Default false. */
  isWatched?: boolean;
  /** All intervals are longer by this factor (≥ 1), because the connection's budget allows no more. Default 1. */
  stretch?: number;
  /** The change of state that this try brought, if any. */
  transition?: Transition | null;
}

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
