import type { Absence, JobRecord, ObservationStatus } from './job-record.js';
import { isFrozen, type StateReason } from './job-state.js';
import type { Moment } from './observation.js';
import { revise, unchanged, type Revised, type RevisionContext } from './revise.js';
import type { Trouble, TroubleKind } from './trouble.js';

/** When repeated not-found answers make a job count as lost. */
export interface LostRules {
  /** At least this many in a row … */
  answers: number;
  /** … spread over at least this long (and two intervals) … */
  spreadMs: number;
  /** … and not before this long after tracking began. */
  graceMs: number;
}

export interface TroubleContext extends RevisionContext {
  lostAfter: LostRules;
  /** Nothing is concluded from absence while the connection itself is in doubt. */
  isConnectionTrusted: boolean;
  /** How long the upstream remembers ended jobs, milliseconds; null where undocumented. */
  remembersEndedForMs: number | null;
}

const STATUS_OF: Record<TroubleKind, ObservationStatus> = {
  'not-found': 'stale',
  malformed: 'stale',
  unauthorized: 'unauthorized',
  throttled: 'throttled',
  unreachable: 'unreachable',
};

/**
 * Applies a poll without a usable response to a record. The state stays, except that confirmed absence
 * makes an unfinished run `lost`.
 */
export function applyTrouble(previous: JobRecord, trouble: Trouble, context: TroubleContext): Revised {
  if (isFrozen(previous.state) && previous.kind === 'run') return unchanged(previous);
  if ((previous.observation.attemptedAt ?? 0) > context.at) {
    return unchanged(previous);
  }
  const absence = trouble.kind === 'not-found' ? countAbsence(previous.absence, context.at) : previous.absence;
  const isFirstDenial = previous.kind === 'pointer' && previous.absence === null && absence !== null;
  const next: JobRecord = {
    ...previous,
    absence,
    // Inactivity counts no more: a denial has a retention of its own.
    expiresAt: isFirstDenial ? null : previous.expiresAt,
    observation: {
      ...previous.observation,
      attemptedAt: context.at,
      status: STATUS_OF[trouble.kind],
      failures: previous.observation.failures + 1,
      source: context.source,
      error: { kind: trouble.kind, code: trouble.code, message: trouble.message },
    },
  };
  if (absence !== null && trouble.kind === 'not-found' && isConfirmedAbsent(previous, absence, context)) {
    if (next.kind === 'run') lose(next, isPastMemory(previous, context) ? 'expired' : 'not-found');
    // A denied pointer does not end, but is not kept for ever either.
    else next.expiresAt = previous.expiresAt ?? context.at + context.retentionMs;
  }
  return revise(previous, next, context);
}

/** Another operation took the only place in which the upstream could have shown this run: its end will never be seen. */
export function applySuperseded(previous: JobRecord, context: RevisionContext): Revised {
  return loseNow(previous, 'superseded', context);
}

/** The deadline that the tracker set has passed without an end. */
export function applyDeadline(previous: JobRecord, context: RevisionContext): Revised {
  return loseNow(previous, 'deadline', context);
}

export function isPastDeadline(record: JobRecord, at: Moment): boolean {
  return record.deadline !== null && record.deadline <= at && !isFrozen(record.state) && record.state !== 'lost';
}

function loseNow(previous: JobRecord, reason: StateReason, context: RevisionContext): Revised {
  const isSeenSince = (previous.observation.observedAt ?? 0) > context.at;
  if (isSeenSince || isFrozen(previous.state) || previous.state === 'lost' || previous.kind === 'pointer') {
    return unchanged(previous);
  }
  const attemptedAt = Math.max(context.at, previous.observation.attemptedAt ?? context.at);
  const next: JobRecord = { ...previous, observation: { ...previous.observation, attemptedAt } };
  lose(next, reason);
  return revise(previous, next, context);
}

function lose(next: JobRecord, reason: StateReason): void {
  if (next.state === 'lost') return;
  next.state = 'lost';
  next.stateReason = reason;
  next.severity = 'error';
  next.rule = `confirmed absence: ${reason}`;
}

function countAbsence(previous: Absence | null, at: Moment): Absence {
  return previous === null
    ? { answers: 1, firstAt: at, lastAt: at }
    : { ...previous, answers: previous.answers + 1, lastAt: at };
}

function isConfirmedAbsent(record: JobRecord, absence: Absence, context: TroubleContext): boolean {
  const { lostAfter, at } = context;
  const spread = Math.max(2 * (record.check?.intervalMs ?? 0), lostAfter.spreadMs);
  return (
    record.state !== 'lost' &&
    context.isConnectionTrusted &&
    absence.answers >= lostAfter.answers &&
    absence.lastAt - absence.firstAt >= spread &&
    at - record.trackedAt >= lostAfter.graceMs
  );
}

/** The job was last seen so long ago that it may have ended and been forgotten in between. */
function isPastMemory(record: JobRecord, { at, remembersEndedForMs }: TroubleContext): boolean {
  const lastSeenAt = record.observation.observedAt;
  return remembersEndedForMs !== null && lastSeenAt !== null && at - lastSeenAt > remembersEndedForMs;
}
