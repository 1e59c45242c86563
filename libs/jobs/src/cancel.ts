import type { JobRecord } from './job-record.js';
import { isTerminal } from './job-state.js';
import type { Moment } from './observation.js';
import { revise, unchanged, type Revised } from './revise.js';

/**
 * The outcome of a cancel request to an upstream. `ended`: the job had ended; the next poll shows how.
 * `unknown`: it was asked, or may have been, and whether it accepted is not known. `not-asked`: it certainly was
 * not, so that it can be asked again.
 */
export interface CancelOutcome {
  became: 'acknowledged' | 'ineffective' | 'unsupported' | 'rejected' | 'ended' | 'unknown' | 'not-asked';
  /** For people, without secrets. */
  reason: string | null;
}

/** A cancel request without effect for this long may be repeated, as a new one. */
const UNDER_WAY_FOR_MS = 60_000;

/** Whether a cancel would change nothing now: the job has ended, is being canceled, or was asked for a moment ago. */
export function isCancelUnderWay({ state, cancellation }: JobRecord, at: Moment): boolean {
  if (isTerminal(state) || state === 'canceling') return true;
  const isWaiting = cancellation.status === 'requested' || cancellation.status === 'acknowledged';
  return isWaiting && (cancellation.requestedAt ?? 0) + UNDER_WAY_FOR_MS > at;
}

/** Whether the cancel request is still to be sent to the upstream. */
export function hasPendingCancel({ kind, state, cancellation, cancelBegunAt }: JobRecord): boolean {
  return kind === 'run' && !isTerminal(state) && cancellation.status === 'requested' && cancelBegunAt === null;
}

/** Whether the upstream was to be asked, and the outcome is not known. */
export function isCancelBegun({ cancellation, cancelBegunAt }: JobRecord): boolean {
  return cancellation.status === 'requested' && cancelBegunAt !== null && cancellation.reason === null;
}

/** Records a cancel request. The job's poll is due at once. */
export function applyCancelRequest(previous: JobRecord, at: Moment): Revised {
  const isOpen = hasPendingCancel(previous);
  if (previous.kind === 'pointer' || isOpen || isCancelUnderWay(previous, at)) return unchanged(previous);
  const next: JobRecord = {
    ...previous,
    cancellation: { status: 'requested', requestedAt: at, reason: null },
    cancelBegunAt: null,
    observation: { ...previous.observation, nextCheckAt: soonest(previous, at) },
  };
  return revise(previous, next, { at, source: 'demand', retentionMs: 0 });
}

/** The upstream is about to be asked, once for each request. null: there is nothing to ask. */
export function beginCancel(previous: JobRecord, at: Moment): Revised | null {
  if (!hasPendingCancel(previous)) return null;
  return unchanged({ ...previous, cancelBegunAt: at });
}

/** The outcome of the request of `requestedAt`. The state is left to the next poll, which is due at once. */
export function applyCancelOutcome(
  previous: JobRecord,
  requestedAt: Moment | null,
  outcome: CancelOutcome,
  at: Moment,
): Revised {
  const { cancellation } = previous;
  // What was seen of the job in the meantime says more than the answer to the call.
  if (cancellation.status !== 'requested' || cancellation.requestedAt !== requestedAt) return unchanged(previous);
  const next: JobRecord = {
    ...previous,
    cancellation: { ...cancellation, status: STATUS_OF[outcome.became], reason: outcome.reason },
    cancelBegunAt: outcome.became === 'not-asked' ? null : (previous.cancelBegunAt ?? at),
    observation: {
      ...previous.observation,
      nextCheckAt: outcome.became === 'not-asked' ? previous.observation.nextCheckAt : soonest(previous, at),
    },
  };
  return revise(previous, next, { at, source: 'demand', retentionMs: (previous.expiresAt ?? at) - at });
}

const STATUS_OF = {
  acknowledged: 'acknowledged',
  ineffective: 'ineffective',
  unsupported: 'unsupported',
  rejected: 'rejected',
  ended: 'requested',
  unknown: 'requested',
  'not-asked': 'requested',
} as const satisfies Record<CancelOutcome['became'], JobRecord['cancellation']['status']>;

/** A job that is no longer polled stays so. */
function soonest({ observation }: JobRecord, at: Moment): Moment | null {
  return observation.nextCheckAt === null ? null : Math.min(observation.nextCheckAt, at);
}

/** The upstream keeps nothing of the ended job any more; what is known here stays. */
export function applyUpstreamDeletion(previous: JobRecord, at: Moment): Revised {
  return unchanged({ ...previous, deletedUpstreamAt: previous.deletedUpstreamAt ?? at });
}
