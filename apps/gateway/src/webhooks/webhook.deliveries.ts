import type { Caller } from '#libs/access';
import type { Store, UnreadableValue } from '#libs/store';
import {
  deliveryOf,
  loggedDeliveryFrom,
  testEventOf,
  type Delivery,
  type LoggedDelivery,
  type Subscription,
} from '#libs/webhooks';
import { randomUUID } from 'node:crypto';
import { readEach } from '../connections/partial-read.js';
import type { JobAddresses } from '../jobs/job.addresses.js';
import { ProblemException } from '../problems/problem.exception.js';
import type { WebhookAccess } from './webhook.access.js';
import type { Change } from '../idempotency/change.decorator.js';
import { changeableOf } from './webhook.subscriptions.js';

/** No job key begins so: manual deliveries have a queue of their own. */
const BY_HAND = '\u0000';

/**
 * Deliveries of a subscription, and requests for further ones. Deliveries that reveal a connection
 * which the caller does not see now do not exist for them, even of their own subscription.
 */
export class WebhookDeliveries {
  constructor(
    private readonly store: Store,
    private readonly addresses: JobAddresses,
    private readonly access: WebhookAccess,
    private readonly now: () => number = store.clock.now,
  ) {}

  /** Newest first, after the given one. */
  async page(id: string, after: string | null, limit: number, caller: Caller) {
    const ids = await this.store.deliveries.ids(id);
    const start = after === null ? 0 : ids.indexOf(after) + 1;
    // The log drops the oldest: nothing comes after it.
    const rest = after !== null && start === 0 ? [] : ids.slice(start);
    const texts = await this.store.deliveries.texts(id, rest);
    const logged = this.store.values.readAll(this.placeOf(id, null), texts, loggedDeliveryFrom);
    const visible = logged.filter((delivery) => this.isVisible(delivery, caller));
    const deliveries = visible.slice(0, limit);
    return { deliveries, next: visible.length > limit ? deliveries.at(-1)!.id : null };
  }

  async find(id: string, delivery: string, caller: Caller): Promise<LoggedDelivery> {
    const text = await this.store.deliveries.read(id, delivery);
    const found = text === null ? null : this.store.values.read(this.placeOf(id, delivery), text, loggedDeliveryFrom);
    if (found === null || !this.isVisible(found, caller)) throw new ProblemException('delivery-not-found');
    return found;
  }

  private placeOf(id: string, part: string | null): UnreadableValue {
    return { kind: 'delivery', key: this.store.keys.deliveryTexts(id), part };
  }

  /** The same message again, under its own id. Conditions are about the subscription. */
  async redeliver(subscription: Subscription, delivery: string, change: Change): Promise<LoggedDelivery> {
    const found = await this.find(subscription.id, delivery, change.caller);
    const { status: _status, nextAttemptAt: _next, tries, ...known } = found;
    // Workers deliver under present names of connections.
    const connection = this.addresses.presentName(known.connection);
    return this.put(subscription, { ...known, connection, at: this.now(), attempts: 0 }, tries, change);
  }

  /** A message without a job. Conditions are about the subscription. */
  async test(subscription: Subscription, change: Change): Promise<LoggedDelivery> {
    const connection = await this.connectionFor(subscription, change.caller);
    const event = testEventOf(subscription.id, randomUUID(), connection, this.now());
    return this.put(subscription, deliveryOf(subscription.id, connection, event, this.now()), [], change);
  }

  private async put(
    subscription: Subscription,
    delivery: Delivery,
    tries: LoggedDelivery['tries'],
    { conditions }: Change,
  ): Promise<LoggedDelivery> {
    if (subscription.disabled !== null) throw new ProblemException('webhook-disabled');
    conditions.check(changeableOf(subscription));
    const { id } = subscription;
    const logged: LoggedDelivery = { ...delivery, status: 'pending', nextAttemptAt: delivery.at, tries };
    await this.store.deliveries.write(id, delivery.id, delivery.at, JSON.stringify(logged));
    const handover = { subscription: id, partition: BY_HAND + delivery.id, text: JSON.stringify(delivery) };
    await this.store.outbox.enqueue(delivery.connection, [handover], delivery.at);
    return logged;
  }

  private isVisible({ connection }: Delivery, caller: Caller): boolean {
    return caller.sees(this.addresses.presentName(connection));
  }

  /** A connection of the subscription that the caller sees, preferably one with a worker. */
  private async connectionFor(subscription: Subscription, caller: Caller): Promise<string> {
    const own = new Set(this.access.connectionsOf(subscription));
    const names = this.addresses
      .visible(caller)
      .map(({ name }) => name)
      .filter((name) => own.has(name) || own.has('*'));
    if (names.length === 0) throw new ProblemException('webhook-disabled', 'None of its connections exists.');
    const { read } = await readEach(names, async (name) => ({ name, owner: await this.store.leases.owner(name) }));
    return (read.find(({ owner }) => owner !== null) ?? read[0]!).name;
  }
}
