/**
 * All kinds of data in Redis, and the number of the format in which this version writes it. The data of version 0.1.0,
 * which has no numbers, is in format 1. A change of a format raises its number; the two before it stay readable.
 */
export const CURRENT_FORMATS = {
  /** Job records: stored-job.ts. */
  record: 1,
  /** Results that do not fit into the record. 1: one place for each job. 2: each under its digest. */
  result: 2,
  /** Raw responses: last-response.codec.ts. */
  answer: 1,
  /** Entries of a job's history: history.codec.ts. */
  transition: 1,
  /** Events, and their facts: event-stream.ts, event-facts.codec.ts. */
  event: 1,
  /** Deliveries that wait, and what became of others. */
  delivery: 1,
  subscription: 1,
  sequence: 1,
  /** Marks of commands: command-deduplication-store.ts. */
  command: 1,
  /** Responses by Idempotency-Key. */
  idempotency: 1,
  /** Fields of the status of a connection: connection-status-store.ts. */
  board: 1,
  /** Duration statistics. 1: by ends alone, see duration-statistics-store.ts. 2: by each poll, under other names. */
  duration: 2,
  /** Leases and request queues. 1: of each connection. 2: leases in shards, queues of each worker. */
  ownership: 2,
  audit: 1,
  /** Refused tries of accounts: authentication-failures.ts. */
  refusal: 1,
} as const;

export type StoredKind = keyof typeof CURRENT_FORMATS;
export type FormatNumbers = Record<StoredKind, number>;

export const STORED_KINDS = Object.keys(CURRENT_FORMATS) as StoredKind[];

/** The same number for each kind. */
export function allFormats(number: number): FormatNumbers {
  return Object.fromEntries(STORED_KINDS.map((kind) => [kind, number])) as FormatNumbers;
}
