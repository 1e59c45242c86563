/** The one queue that every connection has. With the connection's prefix it lies in the connection's hash slot. */
export const QUEUE_NAME = 'refresh';

/** What may be asked of the worker that looks after a connection, and what comes back. */
export interface ObserveRequest {
  key: string;
  /** When the asker asked, epoch milliseconds: an observation made after this answers it. */
  askedAt: number;
}

export type ObserveOutcome =
  /** There is a usable observation, made after the request (or the job has ended, and cannot change). */
  | { result: 'observed' }
  /** The upstream says that there is no such job; nothing is tracked. */
  | { result: 'not-found' }
  /** The upstream could not be asked, or its answer not be used. */
  | { result: 'trouble'; kind: string; code: string; retryAfterMs: number | null };

export const OBSERVE = 'observe';
export const SWEEP = 'sweep';

/** BullMQ's custom job ids take neither colons nor bare numbers: a letter, then base64url. */
export const observeRequestId = (key: string): string => `o${Buffer.from(key, 'utf8').toString('base64url')}`;
