import type { Moment } from '#libs/jobs';
import type { StoredJob, UnreadableRecord } from '#libs/store';
import type { ConnectionContext } from '../connection-context.js';

/** A claimed job comes back by itself after this time, when its lease is not extended. */
export const LEASE_MS = 10_000;

export interface Claimed {
  jobs: StoredJob[];
  /** Claimed as well, but this version cannot read them. */
  unreadable: UnreadableRecord[];
  /** When their leases end. */
  leaseUntil: Moment;
  /** When the next job after these is due; Infinity: none is scheduled. */
  nextDueAt: Moment;
}

/** Claims up to `limit` jobs that are due, those that have been due for longest first. */
export async function claim(
  { store, settings, planning, now }: Pick<ConnectionContext, 'store' | 'settings' | 'planning' | 'now'>,
  limit: number,
): Promise<Claimed> {
  const at = now();
  const leaseUntil = at + LEASE_MS;
  const { jobs, unreadable, nextDueAt } = await store.schedule.claim(settings.name, at, leaseUntil, limit);
  planning?.intervals.claimed(jobs, at);
  if (jobs.length > 0) planning?.readWatchersSoon();
  return { jobs, unreadable, leaseUntil, nextDueAt: nextDueAt ?? Infinity };
}
