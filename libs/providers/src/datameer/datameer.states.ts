import type { JobState, Severity } from '#libs/jobs';

/** `jobStatus` (v1) and `job-status` (v2). Datameer, "REST API Job Commands" (DAS 7 to 11). Ambiguous statuses are discussed in this folder's README. */
export const DATAMEER_STATES = {
  _NONE: 'idle',
  QUEUED: 'queued',
  WAITING_FOR_OTHER_JOB: 'queued',
  RUNNING: 'running',
  COMPLETED: 'succeeded',
  COMPLETED_WITH_Warnings: 'succeeded',
  COMPLETED_WITH_WARNINGS: 'succeeded',
  ERROR: 'failed',
  CANCELED: 'canceled',
  CANCELLED: 'canceled',
} as const satisfies Record<string, JobState>;

interface StatusMeaning {
  state: JobState;
  severity?: Severity & 'warning';
}

const BY_UPPERCASE_STATUS: ReadonlyMap<string, JobState> = new Map(
  Object.entries(DATAMEER_STATES).map(([rawStatus, state]) => [rawStatus.toUpperCase(), state]),
);

/** Case-insensitive; null: unmapped. */
export function meaningOf(rawStatus: string): StatusMeaning | null {
  // Only ASCII is folded: `toUpperCase` maps a dotless i to I as well.
  const folded = rawStatus.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  const state = BY_UPPERCASE_STATUS.get(folded);
  if (state === undefined) return null;
  return folded === 'COMPLETED_WITH_WARNINGS' ? { state, severity: 'warning' } : { state };
}

/** A run exists, so it cannot be idle. */
export function meaningForRun(rawStatus: string): StatusMeaning | null {
  const meaning = meaningOf(rawStatus);
  return meaning?.state === 'idle' ? null : meaning;
}
