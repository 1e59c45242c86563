import type { JobOutline, JobRecord } from './job-record.js';
import { isTerminal } from './job-state.js';
import type { Moment } from './observation.js';
import { revise, unchanged, type Revised } from './revise.js';

const MIN_SLACK_MS = 2_000;

/** Whether a check that should have happened has not: half an interval, at least two seconds, past its time. */
export function isOverdue(record: JobOutline, at: Moment): boolean {
  const { nextCheckAt, status } = record.observation;
  if (nextCheckAt === null || status !== 'fresh' || (record.kind === 'run' && isTerminal(record.state))) return false;
  return at > nextCheckAt + Math.max(MIN_SLACK_MS, (record.check?.intervalMs ?? 0) / 2);
}

/** A fresh observation whose next poll is overdue becomes stale, once. */
export function applyOverdue(previous: JobRecord, at: Moment): Revised {
  if (!isOverdue(previous, at)) return unchanged(previous);
  const next: JobRecord = { ...previous, observation: { ...previous.observation, status: 'stale' } };
  return revise(previous, next, { at, source: previous.observation.source ?? 'poll', retentionMs: 0 });
}
