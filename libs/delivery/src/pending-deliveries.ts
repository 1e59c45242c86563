import { MAX_DELIVERY_LOG_LENGTH, type DroppedDelivery } from '#libs/store';
import { deliveryFrom, loggedDeliveryFrom, type LoggedDelivery } from '#libs/webhooks';
import type { DeliveryContext } from './delivery-context.js';

const MAX_PARTITIONS_LOGGED = 200;

/** Removes all pending deliveries of a subscription, and logs them as dropped. */
export async function dropPending(context: DeliveryContext, subscription: string, reason: string): Promise<void> {
  const { connection, store, logger } = context;
  const dropped: DroppedDelivery[] = [];
  for (const key of await store.outbox.partitions(connection, subscription, MAX_PARTITIONS_LOGGED)) {
    if (dropped.length >= MAX_DELIVERY_LOG_LENGTH) break;
    const texts = await store.outbox.entries(connection, subscription, key);
    dropped.push(...texts.map((text) => ({ subscription, text })));
  }
  await store.outbox.drop(connection, subscription);
  await logDropped(context, dropped);
  logger.warn({ connection, subscription, reason }, 'webhook deliveries dropped');
}

/** Logs deliveries as dropped, as many as a delivery log holds. */
export async function logDropped(context: DeliveryContext, dropped: readonly DroppedDelivery[]): Promise<void> {
  const { connection, store } = context;
  for (const { subscription, text } of dropped.slice(-MAX_DELIVERY_LOG_LENGTH)) {
    const place = { kind: 'delivery', key: store.keys.webhookPending(connection), part: subscription } as const;
    const delivery = store.values.read(place, text, deliveryFrom);
    if (delivery === null) continue;
    const tries = await loggedAttempts(context, subscription, delivery.id);
    const logged: LoggedDelivery = { ...delivery, status: 'dropped', nextAttemptAt: null, tries };
    await store.deliveries.write(subscription, delivery.id, delivery.at, JSON.stringify(logged));
    context.onAttempt?.('dropped');
  }
}

/** The attempts of a delivery so far, from the delivery log. */
export async function loggedAttempts(
  { store }: Pick<DeliveryContext, 'store'>,
  subscription: string,
  id: string,
): Promise<LoggedDelivery['tries']> {
  const text = await store.deliveries.read(subscription, id);
  if (text === null) return [];
  const place = { kind: 'delivery', key: store.keys.deliveryTexts(subscription), part: id } as const;
  return store.values.read(place, text, loggedDeliveryFrom)?.tries ?? [];
}
