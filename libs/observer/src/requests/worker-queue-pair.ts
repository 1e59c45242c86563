import { within, type QueueAccess, type QueueClient } from '#libs/queue';
import { schedulePollCycles } from '#libs/requests';
import type { Job } from 'bullmq';
import type { Logger } from 'pino';
import { RequestWorker } from './request-worker.js';

/** Cycles are due every second; without one for so long, their schedule is lost. */
const CYCLES_MISSED_AFTER_MS = 10_000;
const SCHEDULED_WITHIN_MS = 3_000;
const CLOSE_WITHIN_MS = 1_500;
/**
 * Polls that wait for the share of their requester take places here, and nothing else. What a killed worker had in hand is put
 * into another queue by those who wait for it.
 */
const IN_HAND = { polls: 4_096, commands: 1_024 } as const;
const LOCKS = { lockDuration: 6_000, stalledInterval: 3_000 };

export interface QueuePairOptions {
  /** BullMQ's prefix of both queues. */
  prefix: string;
  connect: QueueAccess['connect'];
  handle: (job: Job) => Promise<unknown>;
  logger: Logger;
  now: () => number;
}

/** The queues of a worker for polls and for commands, in one slot, with clients of their own. */
export class WorkerQueuePair {
  private client: QueueClient | null = null;
  private workers: RequestWorker[] = [];
  private lastCycleAt = 0;
  private isRescheduled = false;
  private isStopped = false;

  constructor(private readonly options: QueuePairOptions) {}

  async start(): Promise<void> {
    if (this.isStopped) return;
    const { prefix, connect, handle, logger, now } = this.options;
    const client = connect();
    const events = {
      troubled: ({ message }: Error) => logger.warn({ error: message }, 'queue error'),
      failed: (job: Job | undefined, error: Error) =>
        logger.error({ request: job?.name, id: job?.id, error }, 'a request failed'),
    };
    this.client = client;
    this.workers = (['commands', 'polls'] as const).map((kind) => {
      const settings = { prefix, connection: client, ...LOCKS, concurrency: IN_HAND[kind] };
      return new RequestWorker(kind, settings, handle, events);
    });
    this.lastCycleAt = now();
    await within(schedulePollCycles(this.workers[0]!.queue), SCHEDULED_WITHIN_MS);
  }

  /** A poll cycle has come. */
  cycled(): void {
    this.lastCycleAt = this.options.now();
    this.isRescheduled = false;
  }

  /** To be called every second or two: replaces what takes no requests any more, with clients of its own. */
  async keepAlive(): Promise<void> {
    const { workers } = this;
    if (workers.length === 0) return;
    const areAlive = await Promise.all([...workers.map((worker) => worker.isAlive()), this.areCyclesRunning()]);
    if (areAlive.every(Boolean) || this.isStopped || this.workers !== workers) return;
    this.options.logger.error('requests are not taken from the queues any more: connecting anew');
    await this.close(true);
    await this.start();
  }

  /** Requests that are left are put into another worker's queue by those who wait for them. */
  async stop(): Promise<void> {
    this.isStopped = true;
    const { client } = this;
    await within(Promise.all(this.workers.map((worker) => worker.close(false))), CLOSE_WITHIN_MS);
    if (client) await within(RequestWorker.remove(this.options.prefix, client), CLOSE_WITHIN_MS);
    client?.disconnect();
  }

  private async close(isForced: boolean): Promise<void> {
    const { client, workers } = this;
    await within(Promise.all(workers.map((worker) => worker.close(isForced))), CLOSE_WITHIN_MS);
    client?.disconnect();
  }

  /** Schedules cycles again when they have ceased, as after a Redis that lost everything. False: none has come since then. */
  private async areCyclesRunning(): Promise<boolean> {
    const { now, logger } = this.options;
    if (now() - this.lastCycleAt < CYCLES_MISSED_AFTER_MS) return true;
    if (this.isRescheduled) return false;
    logger.warn('poll cycles have ceased and are scheduled again');
    this.isRescheduled = true;
    this.lastCycleAt = now();
    // Over a connection that is open and dead it would never end.
    await within(schedulePollCycles(this.workers[0]!.queue), SCHEDULED_WITHIN_MS);
    return true;
  }
}
