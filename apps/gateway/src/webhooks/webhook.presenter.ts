import type { Caller } from '#libs/access';
import type { LoggedDelivery, Subscription } from '#libs/webhooks';
import { timestamp } from '../jobs/job.presenter.js';
import type { DeliveryDto, WebhookDto, WebhookWithSecretDto } from './webhook.dto.js';

export function presentWebhook(subscription: Subscription, caller: Caller, now: number): WebhookDto {
  const { id, url, description, selection, disabled, owner, filter, secrets } = subscription;
  const previous = secrets.find(({ until }) => until !== null && until > now);
  const { updatedSince, startedAfter, startedBefore, ...words } = filter;
  return {
    id,
    url,
    description,
    selection,
    enabled: disabled === null,
    disabledReason: disabled,
    owner,
    ...words,
    connection: words.connection && caller.visible(words.connection),
    updatedSince: timestamp(updatedSince),
    startedAfter: timestamp(startedAfter),
    startedBefore: timestamp(startedBefore),
    previousSecretUntil: timestamp(previous?.until ?? null),
    createdAt: timestamp(subscription.createdAt),
    changedAt: timestamp(subscription.changedAt),
    links: { self: `/webhooks/${id}`, deliveries: `/webhooks/${id}/deliveries` },
  };
}

/** The only response with the secret. */
export function presentWithSecret(subscription: Subscription, caller: Caller, now: number): WebhookWithSecretDto {
  return { ...presentWebhook(subscription, caller, now), secret: subscription.secrets[0]!.value };
}

/** While the subscription is disabled nothing is tried, whatever was planned. */
export function presentDelivery(delivery: LoggedDelivery, { disabled }: Subscription): DeliveryDto {
  const { id, status, connection, event, body, ...rest } = delivery;
  const { type, subject, sequence } = event;
  const tries = rest.tries.map((one) => ({ ...one, at: timestamp(one.at) }));
  const { attempts } = rest;
  const nextAttemptAt = timestamp(disabled === null ? rest.nextAttemptAt : null);
  const sent = JSON.parse(body) as Record<string, unknown>;
  return { id, status, type, subject, sequence, connection, attempts, nextAttemptAt, tries, event: sent };
}
