import type { DeliveryStatus, DisabledReason, Selection, SubscriptionFilter } from '#libs/webhooks';
import { ApiProperty } from '@nestjs/swagger';

const TIME = { nullable: true, type: 'string', format: 'date-time' } as const;

export class WebhookLinksDto {
  self: string;
  deliveries: string;
}

/** The members of a filter as they are told: moments as texts. One that the filter gets and this lacks does not compile. */
type ToldFilter = {
  [Member in keyof SubscriptionFilter]: number extends SubscriptionFilter[Member]
    ? string | null
    : SubscriptionFilter[Member];
};

/** A subscription. */
export class WebhookDto implements ToldFilter {
  /** @example 'wh_2kC1cXhVw1mZ0q8sW4tY' */
  id: string;
  url: string;
  description: string | null;
  /** `matching`: all jobs that the filters fit. `named`: only those that named its URL when they were tracked; it ends with them. */
  selection: Selection;
  enabled: boolean;
  /** `asked`: somebody disabled it. `gone`: the receiver answered 410. */
  disabledReason: DisabledReason | null;
  /** Who made it. Deliveries end with this caller’s rights. */
  owner: string;
  connection: string[] | null;
  provider: string[] | null;
  kind: string[] | null;
  state: string[] | null;
  severity: string[] | null;
  observation: string[] | null;
  operation: string[] | null;
  label: string[] | null;
  q: string | null;
  @ApiProperty(TIME)
  updatedSince: string | null;
  @ApiProperty(TIME)
  startedAfter: string | null;
  @ApiProperty(TIME)
  startedBefore: string | null;
  /** Until then the secret before the present one signs, too. */
  previousSecretUntil: string | null;
  createdAt: string;
  changedAt: string;
  links: WebhookLinksDto;
}

/** A subscription with its new secret, which is told this once. */
export class WebhookWithSecretDto extends WebhookDto {
  /**
   * For verifying signatures by Standard Webhooks.
   * @example 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
   */
  secret: string;
}

/** The subscriptions that a caller may see. */
export class WebhookListDto {
  webhooks: WebhookDto[];
}

/** One try to deliver. */
export class DeliveryTryDto {
  at: string;
  /** How long it took. */
  milliseconds: number;
  /** Of the receiver’s answer; null: there was none. */
  status: number | null;
  /** Why it counts as failed: `refused`, `redirect`, `timeout`, `connection-refused`, `target-refused`, …; null: it does not. */
  error: string | null;
  /** The beginning of the receiver’s answer. */
  answer: string | null;
}

/** One message to one receiver. */
export class DeliveryDto {
  /** The header `webhook-id`: the same for every try. */
  id: string;
  /** `pending`: asked for by hand, and not tried yet. `failed`: not tried again. `dropped`: the subscription was disabled. */
  status: DeliveryStatus;
  /** @example 'jobgate.job.ended' */
  type: string;
  /** The job. */
  subject: string;
  sequence: string;
  connection: string;
  attempts: number;
  nextAttemptAt: string | null;
  /** The latest ones, oldest first. */
  tries: DeliveryTryDto[];
  /** What is sent: a CloudEvent. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  event: Record<string, unknown>;
}

/** One page of what was delivered, or was to be. */
export class DeliveryListDto {
  deliveries: DeliveryDto[];
  nextCursor: string | null;
}
