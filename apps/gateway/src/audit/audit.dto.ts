/** One call that was to change something; or several that were refused alike. */
export class AuditEntryDto {
  /** Its place in the log. */
  id: string;
  at: string;
  /** Name of the caller; of what the gateway does by itself, the caller for whom it is done. */
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
  /** The connections that the subscription told of before or does after; `*`: all. null: it is about none, or about none that is the caller’s to see. */
  connections: string[] | null;
  /** Status of the answer; null: the gateway did it by itself, as with the later jobs of a sequence. */
  status: number | null;
  /** Code of the problem that it was answered with, or what came of it; null: it was done. */
  outcome: string | null;
  /**
   * Which key or token it was: the first 8 hex digits of its SHA-256. null: it is not known.
   * @example '2c26b46b'
   */
  fingerprint: string | null;
  /**
   * From where the call came. null: it is not known.
   * @example '203.0.113.9'
   */
  address: string | null;
  /** What the lines of the log call the request: the `X-Request-Id` of a trusted proxy, else a random one. */
  requestId: string | null;
  /**
   * How many calls it stands for. Of refusals of one caller only some have an entry for each; of several, what they do not have in common is null.
   * @example 1
   */
  count: number;
}

/** One page of the audit, latest first. */
export class AuditPageDto {
  entries: AuditEntryDto[];
  nextCursor: string | null;
}
