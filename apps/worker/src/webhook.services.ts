import { RETRY_DELAYS_MS, WebhookDeliveryService, type WebhookSender } from '#libs/delivery';
import type { Store } from '#libs/store';
import { SubscriptionRepository, type SubscriberPermissions } from '#libs/webhooks';
import type { Logger } from 'pino';
import type { WorkerMeters } from './worker.meters.js';

export const WEBHOOK_SERVICES = Symbol('webhook services');
export type WebhookServices = (connection: string) => WebhookDeliveryService;

/** Makes the delivery service of each connection's webhooks; all of them share what is known of subscriptions and receivers. */
export function webhookServices(shared: {
  store: Store;
  sender: WebhookSender;
  logger: Logger;
  rights: SubscriberPermissions;
  meters: WorkerMeters;
}): WebhookServices {
  const { meters, ...rest } = shared;
  const book = new SubscriptionRepository(shared.store);
  const habits = { now: shared.store.clock.now, random: Math.random, retryDelaysMs: RETRY_DELAYS_MS };
  return (connection) => {
    const tried = meters.webhooksOf(connection);
    return new WebhookDeliveryService({ ...rest, ...habits, connection, book, tried });
  };
}
