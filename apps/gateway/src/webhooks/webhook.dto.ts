import type { DeliveryStatus, DisabledReason, Selection, SubscriptionFilter } from '#libs/webhooks';
import { ApiProperty } from '@nestjs/swagger';

const TIME = { nullable: true, type: 'string', format: 'date-time' } as const;

export class WebhookLinksDto {
  self: string;
  deliveries: string;
}

/** The members of a filter in the API: times are texts. One that the filter gets and this lacks does not compile. */
type FilterRepresentation = {
  [Member in keyof SubscriptionFilter]: number extends SubscriptionFilter[Member]
    ? string | null
    : SubscriptionFilter[Member];
};

/** A subscription. */
export class WebhookDto implements FilterRepresentation {
  /** @example 'wh_2kC1cXhVw1mZ0q8sW4tY' */
  id: string;
  url: string;
  description: string | null;
  /** `matching`: all jobs that match the filters. `named`: only jobs that named its URL when they were tracked; it is deleted when none is left. */
  selection: Selection;
  enabled: boolean;
  /** `asked`: disabled by a caller. `gone`: the receiver returned 410. */
  disabledReason: DisabledReason | null;
  /** The caller that created it. Deliveries stop if this caller loses access. */
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
  /** Until then deliveries are also signed with the previous secret. */
  previousSecretUntil: string | null;
  createdAt: string;
  changedAt: string;
  links: WebhookLinksDto;
}

/** A subscription with its new secret, which is shown once. */
export class WebhookWithSecretDto extends WebhookDto {
  /**
   * The secret to verify signatures with (Standard Webhooks).
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
  /** Duration of the call. */
  milliseconds: number;
  /** Status of the receiver’s response; null: there was none. */
  status: number | null;
  /** Error code of a failed attempt: `refused`, `redirect`, `timeout`, `connection-refused`, `target-refused`, …; null: it succeeded. */
  error: string | null;
  /** The beginning of the receiver’s response body. */
  answer: string | null;
}

/** One message to one receiver. */
export class DeliveryDto {
  /** The header `webhook-id`, the same for every attempt. */
  id: string;
  /** `pending`: requested by a caller and not attempted yet. `failed`: retries are exhausted. `dropped`: given up without further retries. */
  status: DeliveryStatus;
  /** @example 'jobgate.job.ended' */
  type: string;
  /** The job. */
  subject: string;
  sequence: string;
  connection: string;
  attempts: number;
  nextAttemptAt: string | null;
  /** The last attempts, oldest first. */
  tries: DeliveryTryDto[];
  /** The CloudEvent that is sent. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  event: Record<string, unknown>;
}

/** One page of what was delivered, or was to be. */
export class DeliveryListDto {
  deliveries: DeliveryDto[];
  nextCursor: string | null;
}
