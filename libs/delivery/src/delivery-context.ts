import type { Store } from '#libs/store';
import type { DeliveryStatus, SubscriberPermissions, SubscriptionRepository } from '#libs/webhooks';
import type { Logger } from 'pino';
import type { WebhookSender } from './webhook-sender.js';

/** The collaborators of the delivery of one connection's webhooks. */
export interface DeliveryContext {
  connection: string;
  store: Store;
  subscriptions: SubscriptionRepository;
  permissions: SubscriberPermissions;
  sender: WebhookSender;
  logger: Logger;
  /** Called after each attempt. */
  onAttempt?: (status: DeliveryStatus) => void;
  now: () => number;
  random: () => number;
  /** The wait after each failed attempt. */
  retryDelaysMs: readonly number[];
}
