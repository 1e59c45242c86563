import { within } from '#libs/queue';
import { setMaxListeners } from 'node:events';
import type { DeliveryContext } from './delivery-context.js';
import { DeliveryWorker } from './delivery-worker.js';
import { EventFanout } from './event-fanout.js';
import type { Partition, RunResult } from './partition.js';
import { PartitionScheduler } from './partition-scheduler.js';
import { SubscriptionStatuses } from './subscription-statuses.js';

/** While deliveries are pending: one may fall due, or its subscription be resumed. */
const CHECK_EVERY_MS = 200;
/** While none is pending, in case an event was not reported. */
const CHECK_IDLE_EVERY_MS = 30_000;
/** Events that come within this time are handled together. */
const BATCH_MS = 50;
const AFTER_FAILURE_MS = 1_000;
const MAX_CONCURRENT = 64;
const RENEW_EVERY_MS = 3_000;
const FINISH_WITHIN_MS = 3_000;
const CLOSE_WITHIN_MS = 1_500;

/** Delivers the webhooks of one connection, in the process that runs the connection. */
export class WebhookDeliveryService {
  private readonly statuses: SubscriptionStatuses;
  private readonly fanout: EventFanout;
  private readonly worker: DeliveryWorker;
  private readonly scheduler: PartitionScheduler;
  /** Aborted: no new delivery is begun. */
  private readonly stopping = new AbortController();
  /** Aborted: deliveries in flight are canceled. */
  private readonly canceling = new AbortController();
  private readonly delivering = new Set<Promise<void>>();
  private running: Promise<void> = Promise.resolve();
  private isWoken = false;
  private wakeUp: () => void = () => undefined;
  private isFailing = false;

  constructor(private readonly context: DeliveryContext) {
    setMaxListeners(0, this.canceling.signal);
    this.statuses = new SubscriptionStatuses(context);
    this.fanout = new EventFanout(context, this.statuses);
    this.scheduler = new PartitionScheduler(context, this.statuses);
    this.worker = new DeliveryWorker(context, this.statuses, this.scheduler);
  }

  /** Does nothing after `stop`. */
  start(): Promise<void> {
    if (!this.stopping.signal.aborted) this.running = this.run();
    return Promise.resolve();
  }

  /** Reports an event of the connection, or the end of a delivery. */
  wake(): void {
    this.isWoken = true;
    this.wakeUp();
  }

  /** Finishes deliveries in flight, or leaves them to the next process; within about five seconds. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('stopping'));
    this.wakeUp();
    await within(this.running, FINISH_WITHIN_MS);
    this.canceling.abort(new Error('canceled'));
    await within(Promise.all(this.delivering), CLOSE_WITHIN_MS);
  }

  private async run(): Promise<void> {
    const { connection, logger } = this.context;
    const renewing = setInterval(() => void this.scheduler.renewLeases().catch(() => undefined), RENEW_EVERY_MS);
    while (!this.stopping.signal.aborted) {
      this.isWoken = false;
      let waitMs = AFTER_FAILURE_MS;
      try {
        waitMs = await this.runCycle();
        this.isFailing = false;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (!this.isFailing) logger.warn({ connection, error: message }, 'webhooks cannot be delivered');
        this.isFailing = true;
      }
      if (waitMs > 0) await this.sleep(BATCH_MS, false);
      if (waitMs > BATCH_MS) await this.sleep(waitMs - BATCH_MS, true);
    }
    await within(Promise.all(this.delivering), FINISH_WITHIN_MS);
    clearInterval(renewing);
  }

  /** Returns the time until the next cycle, milliseconds. */
  private async runCycle(): Promise<number> {
    const { connection, store } = this.context;
    await this.statuses.load();
    const mayBeMore = await this.fanout.run();
    const pending = await store.outbox.pending(connection);
    const partitions = await this.scheduler.claim(pending, MAX_CONCURRENT - this.delivering.size);
    for (const partition of partitions) this.deliver(partition);
    await this.statuses.save();
    if (mayBeMore) return 0;
    // Processes of an earlier version report no events.
    const isReported = (await store.formats.of('ownership')) > 1;
    return pending.length === 0 && isReported ? CHECK_IDLE_EVERY_MS : CHECK_EVERY_MS;
  }

  private deliver(partition: Partition): void {
    const { connection, logger } = this.context;
    const { subscription } = partition;
    const delivering: Promise<void> = this.worker
      .run(partition, this.canceling.signal)
      .catch((error: unknown): RunResult => {
        logger.warn({ connection, subscription, error: String(error) }, 'webhook delivery failed');
        return 'idle';
      })
      .then((result) => this.scheduler.release(partition, result))
      .catch(() => undefined)
      .then(() => {
        this.delivering.delete(delivering);
        this.wake();
      });
    this.delivering.add(delivering);
  }

  /** @param canEndEarly ends with the next call of `wake`, or at once after one in this cycle */
  private sleep(milliseconds: number, canEndEarly: boolean): Promise<void> {
    if (this.stopping.signal.aborted || (canEndEarly && this.isWoken)) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      this.wakeUp = () => {
        if (canEndEarly || this.stopping.signal.aborted) end();
      };
    });
  }
}
