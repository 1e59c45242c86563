import type { JobRecord, Transition } from './job-record.js';
import type { ObservationSource } from './job-record.js';
import { isTerminal } from './job-state.js';
import type { Moment } from './observation.js';

/** What came of applying something to a record. */
export interface Revised {
  record: JobRecord;
  /** The revision grew. */
  isNews: boolean;
  /** The change of state, if there was one. */
  transition: Transition | null;
}

/** The part of a record whose change makes a new revision. */
function revisedFacts(record: JobRecord): unknown[] {
  const { progress, result } = record;
  return [
    record.state,
    record.stateReason,
    record.severity,
    record.targetKey,
    progress?.percent == null ? null : Math.floor(progress.percent),
    record.cancellation,
    record.error,
    record.warnings,
    result?.digest ?? null,
    record.children,
    record.labels,
    record.name,
    record.observation.status,
  ];
}

/**
 * Gives the next record its revision, change time and expiry, and describes the change of state. `next` is a fresh
 * object that the caller has just built from `previous`; it is completed in place.
 */
export function revise(
  previous: JobRecord,
  next: JobRecord,
  context: { at: Moment; source: ObservationSource; retentionMs: number },
): Revised {
  const isNews = JSON.stringify(revisedFacts(previous)) !== JSON.stringify(revisedFacts(next));
  if (isNews) {
    next.revision = previous.revision + 1;
    next.changedAt = Math.max(context.at, previous.changedAt);
  }
  const isOver = next.kind === 'run' && isTerminal(next.state);
  // A lost job that turns out to have ended is kept as long as any other from then on.
  const isNewEnd = previous.state !== next.state || previous.expiresAt === null;
  if (!isOver) next.expiresAt = null;
  else if (isNewEnd) next.expiresAt = context.at + context.retentionMs;
  return { record: next, isNews, transition: transitionOf(previous, next, context) };
}

function transitionOf(
  previous: JobRecord,
  next: JobRecord,
  context: { at: Moment; source: ObservationSource },
): Transition | null {
  if (previous.state === next.state && previous.targetKey === next.targetKey) return null;
  const upstreamAt = isTerminal(next.state) ? next.endedAt : next.startedAt;
  return {
    from: previous.state,
    to: next.state,
    reason: next.stateReason,
    upstreamAt: next.state === 'lost' ? null : upstreamAt,
    notBefore: previous.observation.observedAt,
    notAfter: context.at,
    source: context.source,
    revision: next.revision,
  };
}
