import type { Queue } from 'bullmq';
import { POLL_CYCLE } from './queue.js';

const CYCLE_EVERY_MS = 1_000;
/** The next one is due within a second, or under way. */
const MISSED_AFTER_MS = 30_000;

/** Has a worker poll what is due every second, from now on. */
export async function schedulePollCycles(queue: Queue): Promise<void> {
  // BullMQ counts by the wall clock of each process: what one whose clock was ahead has left would be due far too late.
  await queue.removeJobScheduler(POLL_CYCLE);
  await queue.upsertJobScheduler(
    POLL_CYCLE,
    { every: CYCLE_EVERY_MS },
    { name: POLL_CYCLE, opts: { removeOnComplete: true, removeOnFail: 100 } },
  );
}

/** Whether the next cycle is scheduled for about now. `now`: by the wall clock, as BullMQ counts. */
export async function arePollCyclesScheduled(queue: Queue, now: number): Promise<boolean> {
  const scheduler = await queue.getJobScheduler(POLL_CYCLE);
  return scheduler?.next !== undefined && Math.abs(scheduler.next - now) < MISSED_AFTER_MS;
}
