import { MAX_DELIVERY_LOG_LENGTH, type DroppedDelivery } from '#libs/store';
import { deliveryFrom, loggedDeliveryFrom, type LoggedDelivery } from '#libs/webhooks';
import type { DeliveryContext } from './delivery-context.js';

const LANES_AT_ONCE = 200;

/** Removes whatever waits for a subscription, and notes in its delivery log that it was dropped. */
export async function dropWaiting(context: DeliveryContext, subscription: string, why: string): Promise<void> {
  const { connection, store, logger } = context;
  const dropped: DroppedDelivery[] = [];
  for (const lane of await store.outbox.partitions(connection, subscription, LANES_AT_ONCE)) {
    if (dropped.length >= MAX_DELIVERY_LOG_LENGTH) break;
    const texts = await store.outbox.entries(connection, subscription, lane);
    dropped.push(...texts.map((text) => ({ subscription, text })));
  }
  await store.outbox.drop(connection, subscription);
  await logDropped(context, dropped);
  logger.warn({ connection, subscription, why }, 'webhook deliveries dropped');
}

/** Notes deliveries as dropped; as many of them as a delivery log holds. */
export async function logDropped(context: DeliveryContext, dropped: readonly DroppedDelivery[]): Promise<void> {
  for (const { subscription, text } of dropped.slice(-MAX_DELIVERY_LOG_LENGTH)) {
    const place = {
      kind: 'delivery',
      key: context.store.keys.webhookPending(context.connection),
      part: subscription,
    } as const;
    const delivery = context.store.values.read(place, text, deliveryFrom);
    if (delivery === null) continue;
    const tries = await triesOf(context, subscription, delivery.id);
    const logged: LoggedDelivery = { ...delivery, status: 'dropped', nextAttemptAt: null, tries };
    await context.store.deliveries.write(subscription, delivery.id, delivery.at, JSON.stringify(logged));
    context.tried?.('dropped');
  }
}

/** What the delivery log has of a delivery so far. */
export async function triesOf(
  { store }: Pick<DeliveryContext, 'store'>,
  subscription: string,
  id: string,
): Promise<LoggedDelivery['tries']> {
  const text = await store.deliveries.read(subscription, id);
  if (text === null) return [];
  const place = { kind: 'delivery', key: store.keys.deliveryTexts(subscription), part: id } as const;
  return store.values.read(place, text, loggedDeliveryFrom)?.tries ?? [];
}
