import type { Store, UnreadableText } from '#libs/store';
import {
  deliveryOf,
  loggedDeliveryFrom,
  testEventOf,
  type Delivery,
  type LoggedDelivery,
  type Subscription,
} from '#libs/webhooks';
import { randomUUID } from 'node:crypto';
import { readEach } from '../connections/partial.reading.js';
import type { Preconditions } from '../http/preconditions.js';
import type { JobAddresses } from '../jobs/job.addresses.js';
import { ProblemException } from '../problems/problem.exception.js';
import { changeableOf } from './webhook.keeper.js';

/** No key of a job begins so: what is asked for by hand waits for nothing, and nothing waits for it. */
const BY_HAND = '\u0000';

/** What was delivered to a subscription, and what somebody asks to have delivered. */
export class WebhookDeliveries {
  constructor(
    private readonly store: Store,
    private readonly addresses: JobAddresses,
    private readonly now: () => number = store.clock.now,
  ) {}

  /** Newest first, from behind the given one on. */
  async page(id: string, after: string | null, limit: number) {
    const ids = await this.store.deliveries.ids(id);
    const start = after === null ? 0 : ids.indexOf(after) + 1;
    // What has been dropped from the log was the oldest: nothing is left behind it.
    const page = after !== null && start === 0 ? [] : ids.slice(start, start + limit);
    const texts = await this.store.deliveries.texts(id, page);
    const hasMore = page.length > 0 && start + limit < ids.length;
    return {
      deliveries: this.store.texts.readAll(this.placeOf(id, null), texts, loggedDeliveryFrom),
      next: hasMore ? page.at(-1)! : null,
    };
  }

  async find(id: string, delivery: string): Promise<LoggedDelivery> {
    const text = await this.store.deliveries.read(id, delivery);
    const logged = text === null ? null : this.store.texts.read(this.placeOf(id, delivery), text, loggedDeliveryFrom);
    if (logged === null) throw new ProblemException('delivery-not-found');
    return logged;
  }

  private placeOf(id: string, part: string | null): UnreadableText {
    return { kind: 'delivery', key: this.store.keys.deliveryTexts(id), part };
  }

  /** The same message once more, under its own id. Conditions are about the subscription. */
  async redeliver(subscription: Subscription, delivery: string, conditions: Preconditions): Promise<LoggedDelivery> {
    const { status: _status, nextAttemptAt: _next, tries, ...known } = await this.find(subscription.id, delivery);
    return this.put(subscription, { ...known, at: this.now(), attempts: 0 }, tries, conditions);
  }

  /** A message that tells of no job. Conditions are about the subscription. */
  async test(subscription: Subscription, conditions: Preconditions): Promise<LoggedDelivery> {
    const connection = await this.connectionFor(subscription);
    const event = testEventOf(subscription.id, randomUUID(), connection, this.now());
    return this.put(subscription, deliveryOf(subscription.id, connection, event, this.now()), [], conditions);
  }

  private async put(
    subscription: Subscription,
    delivery: Delivery,
    tries: LoggedDelivery['tries'],
    conditions: Preconditions,
  ): Promise<LoggedDelivery> {
    if (subscription.disabled !== null) throw new ProblemException('webhook-disabled');
    conditions.check(changeableOf(subscription));
    const { id } = subscription;
    const logged: LoggedDelivery = { ...delivery, status: 'pending', nextAttemptAt: delivery.at, tries };
    await this.store.deliveries.write(id, delivery.id, delivery.at, JSON.stringify(logged));
    const handover = { subscription: id, lane: BY_HAND + delivery.id, text: JSON.stringify(delivery) };
    await this.store.outbox.put(delivery.connection, [handover], delivery.at);
    return logged;
  }

  /** One of those that the subscription hears of; rather one that a worker cares for. */
  private async connectionFor({ filter, grant }: Subscription): Promise<string> {
    const heardOf = new Set(filter.connection ?? grant.connections);
    const names = this.addresses.connections
      .map(({ name }) => name)
      .filter((name) => heardOf.has(name) || heardOf.has('*'));
    if (names.length === 0) throw new ProblemException('webhook-disabled', 'It hears of no connection that there is.');
    const { read } = await readEach(names, async (name) => ({ name, owner: await this.store.board.owner(name) }));
    return (read.find(({ owner }) => owner !== null) ?? read[0]!).name;
  }
}
