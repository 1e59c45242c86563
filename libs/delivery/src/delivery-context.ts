import type { Store } from '#libs/store';
import type { DeliveryStatus, SubscriberPermissions, SubscriptionRepository } from '#libs/webhooks';
import type { Logger } from 'pino';
import type { WebhookSender } from './webhook-sender.js';

/** What is needed to deliver webhooks for the jobs of one connection. */
export interface DeliveryContext {
  connection: string;
  store: Store;
  book: SubscriptionRepository;
  rights: SubscriberPermissions;
  sender: WebhookSender;
  logger: Logger;
  /** Is told what became of each try; absent: nobody is. */
  tried?: (outcome: DeliveryStatus) => void;
  now: () => number;
  random: () => number;
  /** How long to wait after each failed try. */
  retryDelaysMs: readonly number[];
}
