/**
 * Everything that is kept in Redis, and the number of the form in which this version writes it. What version 0.1.0 wrote,
 * without any number, is form 1. Whoever changes a form raises its number and goes on reading the two before it.
 */
export const CURRENT_FORMS = {
  /** Job records: stored-job.ts. */
  record: 1,
  /** Results that do not fit into the record. 1: one place for each job. 2: each under its digest. */
  result: 2,
  /** Last answers of upstreams: last-response.codec.ts. */
  answer: 1,
  /** Entries of a job's history: history.codec.ts. */
  transition: 1,
  /** Events, and the facts that they tell: event-stream.ts, event-facts.codec.ts. */
  event: 1,
  /** Deliveries that wait, and what became of others. */
  delivery: 1,
  subscription: 1,
  sequence: 1,
  /** Marks of commands: command-deduplication-store.ts. */
  command: 1,
  /** Answers under an Idempotency-Key. */
  idempotency: 1,
  /** Fields of the status of a connection: connection-status-store.ts. */
  board: 1,
  /** What was learned of durations. 1: by ends alone, see duration-statistics-store.ts. 2: by each poll, under other names. */
  duration: 2,
  /** Who runs a connection, and where its requests are put. 1: each connection has keys and queues of its own. 2: leases stand in shards, and each worker has queues. */
  ownership: 2,
  audit: 1,
  /** Refused tries of accounts: authentication-failures.ts. */
  refusal: 1,
} as const;

export type KeptKind = keyof typeof CURRENT_FORMS;
export type FormNumbers = Record<KeptKind, number>;

export const KEPT_KINDS = Object.keys(CURRENT_FORMS) as KeptKind[];

/** The same number for each kind. */
export function allForms(number: number): FormNumbers {
  return Object.fromEntries(KEPT_KINDS.map((kind) => [kind, number])) as FormNumbers;
}
