import type { Queue } from 'bullmq';
import { SWEEP } from './queue.js';

const SWEEP_EVERY_MS = 1_000;
/** The next one is due within a second, or under way; a worker that misses them puts them in place again in less. */
const MISSED_AFTER_MS = 30_000;

/** Has the worker of a connection asked to sweep every second, from now on. */
export async function scheduleSweeps(queue: Queue): Promise<void> {
  // BullMQ counts by the wall clock of each process: what one whose clock was ahead has left would be due far too late.
  await queue.removeJobScheduler(SWEEP);
  await queue.upsertJobScheduler(
    SWEEP,
    { every: SWEEP_EVERY_MS },
    { name: SWEEP, opts: { removeOnComplete: true, removeOnFail: 100 } },
  );
}

/** Whether the next sweep is scheduled for about now. `now`: by the wall clock, as BullMQ counts. */
export async function areSweepsScheduled(queue: Queue, now: number): Promise<boolean> {
  const scheduler = await queue.getJobScheduler(SWEEP);
  return scheduler?.next !== undefined && Math.abs(scheduler.next - now) < MISSED_AFTER_MS;
}
