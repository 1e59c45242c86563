import { RETRY_DELAYS_MS, WebhookDesk, type WebhookSender } from '#libs/delivery';
import type { QueueAccess } from '#libs/queue';
import type { Store } from '#libs/store';
import { SubscriptionRepository, type SubscriberPermissions } from '#libs/webhooks';
import type { Logger } from 'pino';
import type { WorkerMeters } from './worker.meters.js';

export const WEBHOOK_DESKS = Symbol('webhook desks');
export type WebhookDesks = (connection: string) => WebhookDesk;

/** Makes the desk of each connection's webhooks; all of them share what is known of subscriptions and receivers. */
export function webhookDesks(shared: {
  store: Store;
  sender: WebhookSender;
  logger: Logger;
  rights: SubscriberPermissions;
  queueAccess: QueueAccess;
  meters: WorkerMeters;
}): WebhookDesks {
  const { queueAccess, meters, ...rest } = shared;
  const book = new SubscriptionRepository(shared.store);
  const habits = { now: shared.store.clock.now, random: Math.random, retryDelaysMs: RETRY_DELAYS_MS };
  return (connection) => {
    const tried = meters.webhooksOf(connection);
    return new WebhookDesk({ ...rest, ...habits, connection, book, tried }, queueAccess);
  };
}
