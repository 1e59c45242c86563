import type { GatewayConfiguration } from '#libs/config';
import { Store } from '#libs/store';
import { SubscriptionBook } from '#libs/webhooks';
import type { Provider } from '@nestjs/common';
import { JobAddresses } from '../jobs/job.addresses.js';
import { JobWebhooks } from './job.webhooks.js';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.js';
import { WebhookDeliveries } from './webhook.deliveries.js';
import { WebhookKeeper } from './webhook.keeper.js';
import { WebhooksController } from './webhooks.controller.js';

export const WEBHOOK_CONTROLLERS = [WebhooksController, WebhookDeliveriesController];

/** What subscribing is made of. Workers deliver: libs/delivery. */
export function webhookProviders({ webhooks }: GatewayConfiguration): Provider[] {
  return [
    { provide: SubscriptionBook, inject: [Store], useFactory: (store: Store) => new SubscriptionBook(store) },
    {
      provide: WebhookKeeper,
      inject: [SubscriptionBook, JobAddresses, Store],
      useFactory: (book: SubscriptionBook, addresses: JobAddresses, { clock }: Store) =>
        new WebhookKeeper(book, addresses, webhooks.allowPrivateTargets, clock.now),
    },
    {
      provide: WebhookDeliveries,
      inject: [Store, JobAddresses],
      useFactory: (store: Store, addresses: JobAddresses) => new WebhookDeliveries(store, addresses),
    },
    {
      provide: JobWebhooks,
      inject: [Store, SubscriptionBook, WebhookKeeper],
      useFactory: (store: Store, book: SubscriptionBook, keeper: WebhookKeeper) => new JobWebhooks(store, book, keeper),
    },
  ];
}
