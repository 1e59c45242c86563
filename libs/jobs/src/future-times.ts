import type { JobRecord } from './job-record.js';
import type { Moment } from './observation.js';

/** The clocks of processes agree to within their round trips to Redis. */
const CLOCKS_AGREE_WITHIN_MS = 1_000;

/** Whether a record says of itself that it was polled or tracked later than now: the clock of its writer was wrong. */
export function isFromTheFuture({ observation, trackedAt }: JobRecord, now: Moment): boolean {
  const { observedAt, attemptedAt } = observation;
  return Math.max(observedAt ?? 0, attemptedAt ?? 0, trackedAt) > now + CLOCKS_AGREE_WITHIN_MS;
}

/**
 * A record from the future with no time of an observation later than `at`; any other record as it is. Such a time would
 * count as newer than everything that is learned until then, and keep all of it out.
 */
export function withoutFutureTimes(record: JobRecord, now: Moment, at: Moment = now): JobRecord {
  if (!isFromTheFuture(record, now)) return record;
  const { observedAt, attemptedAt } = record.observation;
  const times = { observedAt: noLater(observedAt, at), attemptedAt: noLater(attemptedAt, at) };
  return { ...record, observation: { ...record.observation, ...times } };
}

/** Whether a usable answer came since then. One from the future proves nothing. */
export function isObservedSince({ observation: { observedAt } }: JobRecord, since: Moment, now: Moment): boolean {
  return observedAt !== null && observedAt >= since && observedAt <= now + CLOCKS_AGREE_WITHIN_MS;
}

const noLater = (time: Moment | null, at: Moment): Moment | null => (time === null ? null : Math.min(time, at));
