import { jsonText } from './exact-json.js';
import type { JobRecord, ObservationSource, Transition } from './job-record.js';
import { isTerminal } from './job-state.js';
import type { Moment } from './observation.js';

/** The result of applying something to a record. */
export interface Revised {
  record: JobRecord;
  /** The revision grew. */
  hasChanged: boolean;
  /** The change of state, if there was one. */
  transition: Transition | null;
}

export interface RevisionContext {
  at: Moment;
  source: ObservationSource;
  /** How long an ended job is kept, milliseconds. */
  retentionMs: number;
}

export const unchanged = (record: JobRecord): Revised => ({ record, hasChanged: false, transition: null });

/** The same change as another revision. */
export function withRevision({ record, hasChanged, transition }: Revised, revision: number): Revised {
  return { record: { ...record, revision }, hasChanged, transition: transition && { ...transition, revision } };
}

/** Whether something changed that makes a new revision. */
function isDifferent(previous: JobRecord, next: JobRecord): boolean {
  return (
    previous.state !== next.state ||
    previous.stateReason !== next.stateReason ||
    previous.severity !== next.severity ||
    previous.targetKey !== next.targetKey ||
    previous.name !== next.name ||
    previous.observation.status !== next.observation.status ||
    wholePercent(previous) !== wholePercent(next) ||
    (previous.result?.digest ?? null) !== (next.result?.digest ?? null) ||
    !isSame(previous.cancellation, next.cancellation) ||
    !isSame(previous.error, next.error) ||
    !isSame(previous.warnings, next.warnings) ||
    !isSame(previous.children, next.children) ||
    !isSame(previous.labels, next.labels)
  );
}

function wholePercent({ progress }: JobRecord): number | null {
  return progress?.percent == null ? null : Math.floor(progress.percent);
}

/** By their JSON; most are the very same object, or both empty. */
function isSame(one: object | null, other: object | null): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other) && one.length === 0 && other.length === 0) return true;
  return jsonText(one) === jsonText(other);
}

/**
 * Gives the next record its revision, change time and expiry, and describes the change of state. `next` is a fresh
 * object that the caller has just built from `previous`; it is completed in place.
 */
export function revise(previous: JobRecord, next: JobRecord, context: RevisionContext): Revised {
  const hasChanged = isDifferent(previous, next);
  if (hasChanged) {
    next.revision = previous.revision + 1;
    next.changedAt = Math.max(context.at, previous.changedAt);
  }
  const isOver = next.kind === 'run' && isTerminal(next.state);
  // A lost job that turns out to have ended is kept as long as any other from then on.
  const isNewEnd = previous.state !== next.state || previous.expiresAt === null;
  // A pointer expires while it is denied or not read; the end of a denial takes its own expiry back.
  const isDenialOver = previous.absence !== null && next.absence === null;
  if (!isOver) next.expiresAt = next.kind === 'pointer' && !isDenialOver ? next.expiresAt : null;
  else if (isNewEnd) next.expiresAt = context.at + context.retentionMs;
  return { record: next, hasChanged, transition: transitionOf(previous, next, context) };
}

function transitionOf(previous: JobRecord, next: JobRecord, context: RevisionContext): Transition | null {
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
