import { isFrozen, type JobRecord, type Moment } from '#libs/jobs';

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
}

export interface Check {
  /** null: never again. */
  nextCheckAt: Moment | null;
  check: { intervalMs: number; reason: string } | null;
}

/** Between two checks passes this part of a job's age. */
const SHARE_OF_AGE = 0.1;
const JITTER = 0.1;
const LONGEST_SEARCH_MS = 60 * 60_000;

/** When a job is looked at next, and why then. `record` is what is known after the last try. */
export function nextCheck(record: JobRecord, rules: CadenceRules, input: CadenceInput): Check {
  if (record.kind === 'run' && isFrozen(record.state)) return { nextCheckAt: null, check: null };
  if (record.stateReason === 'superseded') return { nextCheckAt: null, check: null };
  const { intervalMs, reason, isAtLeast } = plan(record, rules, input);
  const deviation = isAtLeast ? JITTER * input.random : JITTER * (2 * input.random - 1);
  const jittered = Math.round(intervalMs * (1 + deviation));
  const planned = input.at + jittered;
  const isBeforeDeadline = record.deadline !== null && record.deadline > input.at && record.deadline < planned;
  return {
    nextCheckAt: isBeforeDeadline ? record.deadline : planned,
    check: { intervalMs, reason: isBeforeDeadline ? `${reason}; brought forward to the deadline` : reason },
  };
}

interface Plan {
  intervalMs: number;
  reason: string;
  /** Before that no call is let through: an earlier check would be in vain. */
  isAtLeast?: boolean;
}

function plan(record: JobRecord, rules: CadenceRules, input: CadenceInput): Plan {
  const within = (interval: number) => Math.round(Math.min(rules.maxMs, Math.max(rules.minMs, interval)));
  const { failures, error } = record.observation;
  const wished = Math.max(input.retryAfterMs ?? 0, (input.probeAt ?? 0) - input.at);
  if (wished > 0) {
    const intervalMs = Math.max(within(0), wished);
    const reason = input.retryAfterMs
      ? 'the upstream asked to be left alone until then'
      : 'the circuit lets a probe through then';
    return { intervalMs, reason, isAtLeast: true };
  }
  if (record.state === 'lost') {
    const interval = Math.max(rules.maxMs, Math.min(LONGEST_SEARCH_MS, input.at - record.changedAt));
    return { intervalMs: interval, reason: 'lost: looking for its return, less and less often' };
  }
  if (error?.kind === 'not-found') {
    const interval = within(rules.absenceSpreadMs / Math.max(1, rules.absenceAnswers - 1));
    return { intervalMs: interval, reason: 'the upstream does not know the job: absence is being confirmed' };
  }
  const byAge = within(SHARE_OF_AGE * ageOf(record, input.at));
  if (failures > 0) {
    const interval = within(Math.max(byAge, rules.minMs * 2 ** Math.min(failures, 20)));
    return { intervalMs: interval, reason: `backing off after ${failures} tries without a usable answer` };
  }
  if (input.isPushed) return { intervalMs: rules.maxMs, reason: 'the upstream tells of the end: a check for safety' };
  if (byAge === rules.minMs) return { intervalMs: byAge, reason: 'young: as often as the connection allows' };
  if (byAge === rules.maxMs) return { intervalMs: byAge, reason: 'old: as seldom as the connection allows' };
  return { intervalMs: byAge, reason: 'backing off with age' };
}

/** A run is as old as its start; a pointer, as its last change. */
function ageOf(record: JobRecord, at: Moment): number {
  const since = record.kind === 'pointer' ? record.changedAt : (record.startedAt ?? record.trackedAt);
  return Math.max(0, at - Math.min(since, at));
}
