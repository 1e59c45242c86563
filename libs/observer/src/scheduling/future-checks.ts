import { isFromTheFuture, type JobRecord, type Moment } from '#libs/jobs';
import { readable } from '#libs/store';
import type { ConnectionContext } from '../connection-context.js';

/** Longer than any lease on a job, and than processes need to agree. */
const BEYOND_LEASES_MS = 15_000;
const READ_AT_ONCE = 500;

/**
 * Brings checks forward that a wrong clock has put off: those planned in the future of whoever takes the connection now, and
 * those under a lease that ends long after its time. Returns how many there were.
 */
export async function bringFutureChecksForward(
  { store, settings: { name: connection }, now }: Pick<ConnectionContext, 'store' | 'settings' | 'now'>,
  signal: AbortSignal,
): Promise<number> {
  const scheduled = [...(await store.schedule.dueAfter(connection, now() + BEYOND_LEASES_MS))];
  let count = 0;
  for (let start = 0; start < scheduled.length && !signal.aborted; start += READ_AT_ONCE) {
    const some = scheduled.slice(start, start + READ_AT_ONCE);
    const found = await store.jobs.readMany(some.map(([key]) => ({ connection, key })));
    const misplaced = some.filter(([, dueAt], index) => {
      const stored = readable(found[index] ?? null);
      return stored !== null && isMisplaced(stored.record, dueAt, now());
    });
    await store.schedule.bringForward(
      connection,
      misplaced.map(([key]) => key),
      now(),
    );
    count += misplaced.length;
  }
  return count;
}

/** A check is scheduled for when its record says, or under a lease, and leases are short. */
function isMisplaced(record: JobRecord, dueAt: Moment, now: Moment): boolean {
  return isFromTheFuture(record, now) || dueAt !== record.observation.nextCheckAt;
}
