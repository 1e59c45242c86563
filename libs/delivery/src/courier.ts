import { LogRedactor } from '#libs/telemetry';
import {
  CLOUD_EVENT_TYPE,
  deliveryFrom,
  MAX_ATTEMPTS_LOGGED,
  signatureOf,
  validSecrets,
  type Delivery,
  type DeliveryStatus,
  type LoggedDelivery,
  type Subscription,
} from '#libs/webhooks';
import type { DeliveryContext } from './delivery-context.js';
import type { Lane, Turn } from './lane.js';
import type { LaneKeeper } from './lane-keeper.js';
import { waitAfter } from './retry-schedule.js';
import type { SubscriptionStandings } from './subscription-standing.js';
import { dropWaiting, triesOf } from './waiting-deliveries.js';
import type { SendResult } from './webhook-sender.js';

/** A receiver that wants to hear no more. RFC 9110 §15.5.11, and Standard Webhooks */
const GONE = 410;
const LONGEST_ANSWER_SHOWN = 300;
/** Others want a turn, too. */
const MOST_IN_ONE_TURN = 100;

/**
 * Takes the deliveries of one lane to their receiver, oldest first. The next one goes only when the one before has
 * arrived or been given up, so that no receiver hears of an older revision after a newer one.
 */
export class Courier {
  constructor(
    private readonly context: DeliveryContext,
    private readonly standings: SubscriptionStandings,
    private readonly lanes: Pick<LaneKeeper, 'leaseEnd'>,
  ) {}

  async deliver(taken: Lane, signal: AbortSignal): Promise<Turn> {
    const { subscription: id, lane } = taken;
    const { connection, store, book } = this.context;
    let turn: Turn = 'nothing';
    for (let count = 0; count < MOST_IN_ONE_TURN && !signal.aborted; count += 1) {
      const subscription = (await book.all()).get(id);
      // What becomes of a lane whose subscription is not open is decided where lanes are handed out.
      if (subscription === undefined || this.standings.of(subscription, true) !== 'open') return turn;
      const text = await store.outbox.head(connection, id, lane);
      taken.isHeld = text !== null;
      if (text === null) return turn;
      const place = { kind: 'delivery', key: store.keys.webhookPartition(connection, id, lane), part: null } as const;
      const delivery = store.values.read(place, text, deliveryFrom);
      if (delivery === null) {
        if (!(await this.giveUp(taken, text))) return turn;
        continue;
      }
      const result = await this.send(subscription, delivery, signal);
      // Given up because this process ends: it stays where it is.
      if (signal.aborted) return turn;
      turn = result.error === null ? 'delivered' : 'failed';
      if (!(await this.settle(subscription, { taken, text, before: delivery }, result))) return turn;
    }
    return turn;
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

  /** Nobody can send what cannot be read, and those behind it wait. Whether there are any. */
  private async giveUp(taken: Lane, text: string): Promise<boolean> {
    const { connection, store, logger } = this.context;
    const { subscription, lane } = taken;
    const handover = { subscription, partition: lane, text };
    const outcome = await store.outbox.completeHead(connection, handover, null, this.renewed(taken));
    taken.isHeld = outcome === 'left';
    const isSettled = outcome !== 'lost';
    if (isSettled) this.context.tried?.('dropped');
    if (isSettled)
      logger.error({ connection, subscription, lane }, 'a webhook delivery that cannot be read was dropped');
    return taken.isHeld;
  }

  /** Writes down what came of it. Whether the lane may go on. */
  private async settle(
    subscription: Subscription,
    { taken, text, before }: { taken: Lane; text: string; before: Delivery },
    result: SendResult,
  ): Promise<boolean> {
    const { connection, store, now, random, retryDelaysMs } = this.context;
    const delivery: Delivery = { ...before, attempts: before.attempts + 1 };
    const isGone = result.status === GONE;
    const wait =
      result.error === null || isGone
        ? null
        : waitAfter(delivery.attempts, result.retryAfterMs, random(), retryDelaysMs);
    const status = result.error === null ? 'delivered' : isGone ? 'dropped' : wait === null ? 'failed' : 'retrying';
    const nextAttemptAt = wait === null ? null : now() + wait;
    this.context.tried?.(status);
    await this.writeDown(subscription, delivery, status, nextAttemptAt, result);
    if (isGone) {
      await this.disable(subscription);
      return false;
    }
    const handover = { subscription: subscription.id, partition: taken.lane, text };
    const replacement = wait === null ? null : JSON.stringify(delivery);
    const due = nextAttemptAt ?? this.renewed(taken);
    const outcome = await store.outbox.completeHead(connection, handover, replacement, due);
    taken.isHeld = outcome === 'left' && wait === null;
    return taken.isHeld;
  }

  private async writeDown(
    { id, secrets }: Subscription,
    delivery: Delivery,
    status: DeliveryStatus,
    nextAttemptAt: number | null,
    { milliseconds, status: answered, error, answer }: SendResult,
  ): Promise<void> {
    const { connection, store, logger, now } = this.context;
    const tries = await triesOf(this.context, id, delivery.id);
    const redactor = new LogRedactor(secrets.map(({ value }) => value));
    const shown = answer ? redactor.text(answer).slice(0, LONGEST_ANSWER_SHOWN) : null;
    const attempt = { at: now() - milliseconds, milliseconds, status: answered, error, answer: shown };
    const logged: LoggedDelivery = {
      ...delivery,
      status,
      nextAttemptAt,
      tries: [...tries, attempt].slice(-MAX_ATTEMPTS_LOGGED),
    };
    await store.deliveries.write(id, delivery.id, attempt.at, JSON.stringify(logged));
    const facts = { connection, subscription: id, delivery: delivery.id, attempts: delivery.attempts };
    if (error === null) logger.debug(facts, 'webhook delivered');
    else logger.warn({ ...facts, status: answered, code: error, outcome: status }, 'webhook not delivered');
  }

  private async disable({ id }: Subscription): Promise<void> {
    const { connection, book, logger, now } = this.context;
    await book.change(id, (present) =>
      present.disabled === null ? { ...present, disabled: 'gone', changedAt: now() } : null,
    );
    logger.warn({ connection, subscription: id }, 'webhook subscription disabled: its receiver is gone');
    await dropWaiting(this.context, id, 'the receiver answered 410');
  }

  /** What is left in a lane stays in hand: when its lease ends from now on. */
  private renewed(taken: Lane): number {
    taken.leaseUntil = this.lanes.leaseEnd();
    return taken.leaseUntil;
  }
}
