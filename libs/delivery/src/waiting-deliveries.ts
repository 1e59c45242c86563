import { LONGEST_DELIVERY_LOG, type CrowdedOut } from '#libs/store';
import type { Delivery, LoggedDelivery } from '#libs/webhooks';
import type { DeliveryContext } from './delivery-context.js';

const LANES_AT_ONCE = 200;

/** Removes whatever waits for a subscription, and notes in its delivery log that it was dropped. */
export async function dropWaiting(context: DeliveryContext, subscription: string, why: string): Promise<void> {
  const { connection, store, logger } = context;
  const dropped: CrowdedOut[] = [];
  for (const lane of await store.outbox.lanes(connection, subscription, LANES_AT_ONCE)) {
    if (dropped.length >= LONGEST_DELIVERY_LOG) break;
    const texts = await store.outbox.waiting(connection, subscription, lane);
    dropped.push(...texts.map((text) => ({ subscription, text })));
  }
  await store.outbox.drop(connection, subscription);
  await logDropped(context, dropped);
  logger.warn({ connection, subscription, why }, 'webhook deliveries dropped');
}

/** Notes deliveries as dropped; as many of them as a delivery log holds. */
export async function logDropped(context: DeliveryContext, dropped: readonly CrowdedOut[]): Promise<void> {
  for (const { subscription, text } of dropped.slice(-LONGEST_DELIVERY_LOG)) {
    const delivery = JSON.parse(text) as Delivery;
    const known = await context.store.deliveries.read(subscription, delivery.id);
    const tries = known === null ? [] : (JSON.parse(known) as LoggedDelivery).tries;
    const logged: LoggedDelivery = { ...delivery, status: 'dropped', nextAttemptAt: null, tries };
    await context.store.deliveries.write(subscription, delivery.id, delivery.at, JSON.stringify(logged));
    context.tried?.('dropped');
  }
}
