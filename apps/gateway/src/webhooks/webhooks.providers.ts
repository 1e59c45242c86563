import type { GatewayConfiguration } from '#libs/config';
import { Store } from '#libs/store';
import { SubscriberPermissions, SubscriptionRepository, TargetRules } from '#libs/webhooks';
import type { Provider } from '@nestjs/common';
import { JobAddresses } from '../jobs/job.addresses.js';
import { provide, provideBy } from '../provide.js';
import { JobWebhooks } from './job.webhooks.js';
import { TokenGrantRenewal } from './token.grants.js';
import { WebhookAccess } from './webhook.access.js';
import { WebhookDeliveries } from './webhook.deliveries.js';
import { WebhookSubscriptions } from './webhook.subscriptions.js';

/** For subscriptions; workers deliver: libs/delivery. */
export const webhookProviders = ({ access, webhooks }: GatewayConfiguration): Provider[] => [
  provide(SubscriptionRepository, [Store]),
  provideBy(SubscriberPermissions, [Store], ({ clock }) => new SubscriberPermissions(access, clock.now)),
  provide(WebhookAccess, [SubscriberPermissions]),
  provideBy(
    WebhookSubscriptions,
    [SubscriptionRepository, JobAddresses, WebhookAccess, Store],
    (repository, addresses, visibility, { clock }) =>
      new WebhookSubscriptions(repository, addresses, visibility, new TargetRules(webhooks), clock.now),
  ),
  TokenGrantRenewal,
  provide(WebhookDeliveries, [Store, JobAddresses, WebhookAccess]),
  provide(JobWebhooks, [Store, SubscriptionRepository, WebhookSubscriptions]),
];
