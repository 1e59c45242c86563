import { LogRedactor } from '#libs/telemetry';
import {
  CLOUD_EVENT_TYPE,
  deliveryFrom,
  MAX_ATTEMPTS_LOGGED,
  signatureOf,
  validSecrets,
  type Delivery,
  type DeliveryAttempt,
  type DeliveryStatus,
  type LoggedDelivery,
  type Subscription,
} from '#libs/webhooks';
import type { DeliveryContext } from './delivery-context.js';
import type { Partition, RunResult } from './partition.js';
import type { PartitionScheduler } from './partition-scheduler.js';
import { dropPending, loggedAttempts } from './pending-deliveries.js';
import { retryDelay } from './retry-schedule.js';
import type { SubscriptionStatuses } from './subscription-statuses.js';
import type { SendResult } from './webhook-sender.js';

/** The receiver wants no more deliveries. RFC 9110 §15.5.11, and Standard Webhooks */
const GONE = 410;
const MAX_RESPONSE_LOGGED = 300;
/** Then other partitions are next. */
const MAX_PER_RUN = 100;

/**
 * Sends the deliveries of a partition, oldest first, each once the previous one was delivered or has failed for good: no
 * receiver gets an older revision after a newer one.
 */
export class DeliveryWorker {
  constructor(
    private readonly context: DeliveryContext,
    private readonly statuses: SubscriptionStatuses,
    private readonly scheduler: Pick<PartitionScheduler, 'leaseEnd'>,
  ) {}

  async run(partition: Partition, signal: AbortSignal): Promise<RunResult> {
    const { subscription: id, key } = partition;
    const { connection, store, subscriptions } = this.context;
    let last: RunResult = 'idle';
    for (let count = 0; count < MAX_PER_RUN && !signal.aborted; count += 1) {
      const subscription = (await subscriptions.all()).get(id);
      // The scheduler handles the pending deliveries of inactive subscriptions.
      if (subscription === undefined || this.statuses.of(subscription, true) !== 'active') return last;
      const text = await store.outbox.head(connection, id, key);
      partition.isLeased = text !== null;
      if (text === null) return last;
      const place = { kind: 'delivery', key: store.keys.webhookPartition(connection, id, key), part: null } as const;
      const delivery = store.values.read(place, text, deliveryFrom);
      if (delivery === null) {
        if (!(await this.dropUnreadable(partition, text))) return last;
        continue;
      }
      const result = await this.send(subscription, delivery, signal);
      // Aborted because the process ends: the next one sends it again.
      if (signal.aborted) return last;
      last = result.error === null ? 'delivered' : 'failed';
      if (!(await this.complete(subscription, partition, { text, before: delivery }, result))) return last;
    }
    return last;
  }

  private send({ secrets, url }: Subscription, { id, body }: Delivery, signal: AbortSignal): Promise<SendResult> {
    const now = this.context.now();
    const timestamp = Math.floor(now / 1000);
    const headers = {
      'content-type': `${CLOUD_EVENT_TYPE}; charset=utf-8`,
      'user-agent': 'jobgate',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureOf(validSecrets(secrets, now), id, timestamp, body),
    };
    return this.context.sender.send({ url, headers, body }, signal);
  }

  /** It would block the deliveries behind it. Returns whether there are any. */
  private async dropUnreadable(partition: Partition, text: string): Promise<boolean> {
    const { connection, logger } = this.context;
    const outcome = await this.completeHead(partition, text, null, this.renewedLease(partition));
    partition.isLeased = outcome === 'left';
    if (outcome !== 'lost') {
      this.context.onAttempt?.('dropped');
      const { subscription, key } = partition;
      logger.error({ connection, subscription, key }, 'unreadable webhook delivery dropped');
    }
    return partition.isLeased;
  }

  /** Stores the result of an attempt. Returns whether the next delivery of the partition can be sent. */
  private async complete(
    subscription: Subscription,
    partition: Partition,
    { text, before }: { text: string; before: Delivery },
    result: SendResult,
  ): Promise<boolean> {
    const { now, random, retryDelaysMs, onAttempt } = this.context;
    const delivery: Delivery = { ...before, attempts: before.attempts + 1 };
    const isGone = result.status === GONE;
    const isFinal = result.error === null || isGone;
    const delay = isFinal ? null : retryDelay(delivery.attempts, result.retryAfterMs, random(), retryDelaysMs);
    const status = result.error === null ? 'delivered' : isGone ? 'dropped' : delay === null ? 'failed' : 'retrying';
    const nextAttemptAt = delay === null ? null : now() + delay;
    onAttempt?.(status);
    await this.log(subscription, delivery, status, nextAttemptAt, result);
    if (isGone) {
      await this.disable(subscription);
      return false;
    }
    const replacement = delay === null ? null : JSON.stringify(delivery);
    const due = nextAttemptAt ?? this.renewedLease(partition);
    const outcome = await this.completeHead(partition, text, replacement, due);
    partition.isLeased = outcome === 'left' && delay === null;
    return partition.isLeased;
  }

  private completeHead({ subscription, key }: Partition, text: string, replacement: string | null, due: number) {
    const { connection, store } = this.context;
    return store.outbox.completeHead(connection, { subscription, partition: key, text }, replacement, due);
  }

  private async log(
    { id, secrets }: Subscription,
    delivery: Delivery,
    status: DeliveryStatus,
    nextAttemptAt: number | null,
    { milliseconds, status: httpStatus, error, responseBody }: SendResult,
  ): Promise<void> {
    const { connection, store, logger, now } = this.context;
    const before = await loggedAttempts(this.context, id, delivery.id);
    const redactor = new LogRedactor(secrets.map(({ value }) => value));
    const answer = responseBody ? redactor.text(responseBody).slice(0, MAX_RESPONSE_LOGGED) : null;
    const attempt: DeliveryAttempt = { at: now() - milliseconds, milliseconds, status: httpStatus, error, answer };
    const tries = [...before, attempt].slice(-MAX_ATTEMPTS_LOGGED);
    const logged: LoggedDelivery = { ...delivery, status, nextAttemptAt, tries };
    await store.deliveries.write(id, delivery.id, attempt.at, JSON.stringify(logged));
    const facts = { connection, subscription: id, delivery: delivery.id, attempts: delivery.attempts };
    if (error === null) logger.debug(facts, 'webhook delivered');
    else logger.warn({ ...facts, status: httpStatus, code: error, outcome: status }, 'webhook not delivered');
  }

  private async disable({ id }: Subscription): Promise<void> {
    const { connection, subscriptions, logger, now } = this.context;
    await subscriptions.change(id, (present) =>
      present.disabled === null ? { ...present, disabled: 'gone', changedAt: now() } : null,
    );
    logger.warn({ connection, subscription: id }, 'webhook subscription disabled: the receiver returned 410');
    await dropPending(this.context, id, 'the receiver returned 410');
  }

  /** The end of the lease, which begins anew. */
  private renewedLease(partition: Partition): number {
    partition.leaseUntil = this.scheduler.leaseEnd();
    return partition.leaseUntil;
  }
}
