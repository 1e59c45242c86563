import type { Queue } from 'bullmq';
import { withinMs } from './within.js';

/** About ten seconds, at a check every second or two. */
const MAX_MISSES = 6;
const COUNTED_WITHIN_MS = 1_000;

/**
 * Detects a BullMQ worker that takes no jobs although some wait: its connection may be half-open, or BullMQ may wait for a
 * reply that was lost when a node of a Cluster restarted.
 */
export class WorkerWatch {
  private active = 0;
  private hasBegun = false;
  private misses = 0;

  constructor(
    private readonly queue: Pick<Queue, 'getJobCountByTypes'>,
    private readonly concurrency: number,
  ) {}

  /** Runs one job of the worker. */
  async during<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
    this.hasBegun = true;
    this.active += 1;
    try {
      return await work();
    } finally {
      this.active -= 1;
    }
  }

  /**
   * Call it every second or two while Redis is reachable. False: at several checks jobs were waiting, or could not be
   * counted, and the worker began none. Replace it, with another connection.
   */
  async isAlive(): Promise<boolean> {
    const waiting = await this.count();
    const isIdle = !this.hasBegun && this.active < this.concurrency;
    this.hasBegun = false;
    this.misses = waiting === null || (waiting > 0 && isIdle) ? this.misses + 1 : 0;
    return this.misses < MAX_MISSES;
  }

  /** null: no reply. */
  private count(): Promise<number | null> {
    const counted = this.queue.getJobCountByTypes('waiting', 'prioritized').catch(() => null);
    return withinMs(counted, COUNTED_WITHIN_MS);
  }
}
