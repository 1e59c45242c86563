import type { GatewayConfiguration } from '#libs/config';
import { Store } from '#libs/store';
import { SubscriberPermissions, SubscriptionRepository, TargetRules } from '#libs/webhooks';
import type { Provider } from '@nestjs/common';
import { JobAddresses } from '../jobs/job.addresses.js';
import { JobWebhooks } from './job.webhooks.js';
import { TokenGrantRenewal } from './token.grants.js';
import { WebhookAccess } from './webhook.access.js';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.js';
import { WebhookDeliveries } from './webhook.deliveries.js';
import { WebhookSubscriptions } from './webhook.subscriptions.js';
import { WebhooksController } from './webhooks.controller.js';

export const WEBHOOK_CONTROLLERS = [WebhooksController, WebhookDeliveriesController];

/** What subscribing is made of. Workers deliver: libs/delivery. */
export function webhookProviders({ access, webhooks }: GatewayConfiguration): Provider[] {
  return [
    {
      provide: SubscriptionRepository,
      inject: [Store],
      useFactory: (store: Store) => new SubscriptionRepository(store),
    },
    {
      provide: SubscriberPermissions,
      inject: [Store],
      useFactory: ({ clock }: Store) => new SubscriberPermissions(access, clock.now),
    },
    {
      provide: WebhookAccess,
      inject: [SubscriberPermissions],
      useFactory: (rights: SubscriberPermissions) => new WebhookAccess(rights),
    },
    {
      provide: WebhookSubscriptions,
      inject: [SubscriptionRepository, JobAddresses, WebhookAccess, Store],
      useFactory: (
        book: SubscriptionRepository,
        addresses: JobAddresses,
        visibility: WebhookAccess,
        { clock }: Store,
      ) => new WebhookSubscriptions(book, addresses, visibility, new TargetRules(webhooks), clock.now),
    },
    TokenGrantRenewal,
    {
      provide: WebhookDeliveries,
      inject: [Store, JobAddresses, WebhookAccess],
      useFactory: (store: Store, addresses: JobAddresses, visibility: WebhookAccess) =>
        new WebhookDeliveries(store, addresses, visibility),
    },
    {
      provide: JobWebhooks,
      inject: [Store, SubscriptionRepository, WebhookSubscriptions],
      useFactory: (store: Store, book: SubscriptionRepository, keeper: WebhookSubscriptions) =>
        new JobWebhooks(store, book, keeper),
    },
  ];
}
