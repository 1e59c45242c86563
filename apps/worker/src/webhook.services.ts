import { RETRY_DELAYS_MS, WebhookDeliveryService, type WebhookSender } from '#libs/delivery';
import type { Store } from '#libs/store';
import { SubscriptionRepository, type SubscriberPermissions } from '#libs/webhooks';
import type { Logger } from 'pino';
import type { WorkerMeters } from './worker.meters.js';

export const WEBHOOK_SERVICES = Symbol('webhook services');
export type WebhookServices = (connection: string) => WebhookDeliveryService;

/** Creates the delivery service of each connection; all of them share subscriptions and receivers. */
export function webhookServices({
  meters,
  ...shared
}: {
  store: Store;
  sender: WebhookSender;
  logger: Logger;
  permissions: SubscriberPermissions;
  meters: WorkerMeters;
}): WebhookServices {
  const { clock } = shared.store;
  const subscriptions = new SubscriptionRepository(shared.store);
  const options = { ...shared, subscriptions, now: clock.now, random: Math.random, retryDelaysMs: RETRY_DELAYS_MS };
  return (connection) =>
    new WebhookDeliveryService({ ...options, connection, onAttempt: meters.webhookAttempts(connection) });
}
