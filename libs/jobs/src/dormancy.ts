import type { JobRecord } from './job-record.js';
import type { Moment } from './observation.js';
import { unchanged, type Revised } from './revise.js';

const HOUR_MS = 3_600_000;
/** A pointer that was read within this time is polled as often as its connection allows. */
export const AWAKE_AFTER_READ_MS = HOUR_MS;
/** What is read again is overdue half of this after that. */
const READ_AGAIN_INTERVAL_MS = 60_000;

/**
 * Whether a pointer was not read for long: it is polled less and less often, and deleted at `expiresAt`. One that the
 * upstream denies has an `expiresAt` as well, for another reason.
 */
export function isDormant({ kind, absence, expiresAt }: Pick<JobRecord, 'kind' | 'absence' | 'expiresAt'>): boolean {
  return kind === 'pointer' && absence === null && expiresAt !== null;
}

/** Sets or clears the expiry of a pointer that was not read since `silentSince`; null: not known. */
export function applyInactivity(
  revised: Revised,
  silentSince: Moment | null,
  { at, retentionMs }: { at: Moment; retentionMs: number },
): Revised {
  const { record } = revised;
  if (record.kind === 'run' || record.absence !== null) return revised;
  const isSilent = silentSince !== null && at - silentSince >= AWAKE_AFTER_READ_MS;
  const expiresAt = isSilent ? silentSince + Math.max(retentionMs, AWAKE_AFTER_READ_MS) : null;
  return { ...revised, record: { ...record, expiresAt } };
}

/** A dormant pointer is read again: its poll is due at once. No new revision: nothing was observed. */
export function applyRead(previous: JobRecord, at: Moment): Revised {
  if (!isDormant(previous)) return unchanged(previous);
  const { observation } = previous;
  const record: JobRecord = {
    ...previous,
    expiresAt: null,
    check: {
      ...previous.check,
      intervalMs: READ_AGAIN_INTERVAL_MS,
      reason: 'somebody wants to know of it again: due at once',
    },
    observation: { ...observation, nextCheckAt: Math.min(observation.nextCheckAt ?? at, at) },
  };
  return unchanged(record);
}
