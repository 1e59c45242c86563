import type { Moment, Trouble } from '#libs/jobs';

/** Who asks for fewer calls is left alone for at most so long; then one call finds out whether that is enough. */
export const LONGEST_THROTTLE_MS = 15 * 60_000;
/** Who is out of order cannot know for how long. */
const LONGEST_OUTAGE_MS = 2 * 60_000;
const OUT_OF_SERVICE = 503;

/**
 * For how long a connection is left alone after this trouble, milliseconds; 0: it goes on. Only who asks for fewer calls, or
 * says for itself that it is out of service, speaks for all jobs: a page in its place and other refusals do not.
 */
export function pauseAfter({ kind, code, upstreamStatus, retryAfterMs }: Trouble): number {
  if (retryAfterMs === null) return 0;
  if (kind === 'throttled') return Math.min(retryAfterMs, LONGEST_THROTTLE_MS);
  const isOutOfService = upstreamStatus === OUT_OF_SERVICE && code !== 'html-answer';
  return isOutOfService ? Math.min(retryAfterMs, LONGEST_OUTAGE_MS) : 0;
}

/**
 * What is left of a pause that another process noted. It may have been longer than any is now; and one that may have been
 * asked for before `credentialsSince`, as another account, is over.
 */
export function pauseTakenOver(until: Moment | null, at: Moment, credentialsSince: Moment | null): Moment | null {
  if (until === null || until <= at) return null;
  const latest = at + LONGEST_THROTTLE_MS;
  const mayBeOlder = until > latest || until - LONGEST_THROTTLE_MS <= (credentialsSince ?? -Infinity);
  return credentialsSince !== null && mayBeOlder ? null : Math.min(until, latest);
}
