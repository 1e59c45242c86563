/** One call that was to change something; or several that were refused alike. */
export class AuditEntryDto {
  /** The position of the entry in the log. */
  id: string;
  at: string;
  /** Name of the caller, also of operations that the gateway executes on the caller's behalf. */
  caller: string;
  /** @example 'cancel' */
  action: string;
  connection: string | null;
  /**
   * The id of the job.
   * @example 'dm-prod~9'
   */
  job: string | null;
  /**
   * The id of the subscription.
   * @example 'wh_2kC1cXhVw1mZ0q8sW4tY'
   */
  webhook: string | null;
  /** The connections of the subscription before and after; `*`: all. null: no subscription, or none of its connections is visible to the caller. */
  connections: string[] | null;
  /** Status of the response; null: executed by the gateway itself, such as the later jobs of a sequence. */
  status: number | null;
  /** Code of the problem or of the outcome; null: success. */
  outcome: string | null;
  /**
   * The first 8 hex digits of the SHA-256 of the key or token. null: unknown.
   * @example '2c26b46b'
   */
  fingerprint: string | null;
  /**
   * The client address. null: unknown.
   * @example '203.0.113.9'
   */
  address: string | null;
  /** The request id in the log: the `X-Request-Id` of a trusted proxy, or else a random one. */
  requestId: string | null;
  /**
   * The number of calls that the entry represents. Repeated rejections of one caller are combined; fields that differ between them are null.
   * @example 1
   */
  count: number;
}

/** One page of the audit, latest first. */
export class AuditPageDto {
  entries: AuditEntryDto[];
  nextCursor: string | null;
}
