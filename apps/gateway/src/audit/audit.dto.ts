/** One call that was to change something. */
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
}

/** One page of the audit, latest first. */
export class AuditPageDto {
  entries: AuditEntryDto[];
  nextCursor: string | null;
}
