import type { JobRecord } from './job-record.js';
import type { Moment } from './observation.js';
import type { Revised } from './revise.js';

const HOUR_MS = 3_600_000;
/** A pointer that was read within this time is polled as often as its connection allows. */
export const AWAKE_AFTER_READ_MS = HOUR_MS;
/** What is read again is overdue half of this after that. */
const READ_AGAIN_INTERVAL_MS = 60_000;

/**
 * Whether nobody has read a pointer for long: it is polled less and less often, and forgotten at `expiresAt`. One that the
 * upstream denies has an `expiresAt` as well, for another reason.
 */
export function isDormant({ kind, absence, expiresAt }: Pick<JobRecord, 'kind' | 'absence' | 'expiresAt'>): boolean {
  return kind === 'pointer' && absence === null && expiresAt !== null;
}

/** What it means for a pointer that nobody has read it since `silentSince`; null: it is not known since when. */
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

/** Somebody reads a dormant pointer again: its check is due at once. No news: nothing of it was observed. */
export function applyRead(previous: JobRecord, at: Moment): Revised {
  if (!isDormant(previous)) return { record: previous, hasChanged: false, transition: null };
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
  return { record, hasChanged: false, transition: null };
}
