import type { Queue } from 'bullmq';
import { withinMs } from './within.js';

/** At a round every second or two, about ten seconds. */
const MOST_MISSES = 6;
const COUNTED_WITHIN_MS = 1_000;

/**
 * Notices that a BullMQ worker takes no job any more, though some wait and it has room for them: its connection may be
 * open and dead, or BullMQ may wait for an answer that was lost when a node of a Cluster began anew.
 */
export class WorkerWatch {
  private inHand = 0;
  private hasBegun = false;
  private misses = 0;

  /** @param concurrency how many jobs the worker takes at a time */
  constructor(
    private readonly queue: Pick<Queue, 'getJobCountByTypes'>,
    private readonly concurrency: number,
  ) {}

  /** Does one job of the worker. */
  async during<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
    this.hasBegun = true;
    this.inHand += 1;
    try {
      return await work();
    } finally {
      this.inHand -= 1;
    }
  }

  /**
   * To be asked every second or two while Redis answers to others. False: for several rounds jobs have been waiting, or
   * could not be counted, and the worker has begun with none. It is to be replaced, with another connection.
   */
  async isAlive(): Promise<boolean> {
    const waiting = await this.count();
    const isIdle = !this.hasBegun && this.inHand < this.concurrency;
    this.hasBegun = false;
    this.misses = waiting === null || (waiting > 0 && isIdle) ? this.misses + 1 : 0;
    return this.misses < MOST_MISSES;
  }

  /** null: no answer. */
  private count(): Promise<number | null> {
    const counted = this.queue.getJobCountByTypes('waiting', 'prioritized').catch(() => null);
    return withinMs(counted, COUNTED_WITHIN_MS);
  }
}
