import type { TraceCarrier } from '#libs/telemetry';

/** The one queue that every connection has. With the connection's prefix it lies in the connection's hash slot. */
export const QUEUE_NAME = 'refresh';

/** What may be asked of the worker that looks after a connection, and what comes back. */
export interface ObserveRequest {
  key: string;
  /** Epoch milliseconds: an observation made since then answers the request. When the asker asked, or EVER. */
  askedAt: number;
  /** The trace that the asker is a part of; absent: none. */
  trace?: TraceCarrier;
}

/** Of a job that the asker has not seen at all, any observation will do, also one made while the asker was looking. */
export const EVER = 1;

export type ObserveOutcome =
  /** There is a usable observation, made after the request (or the job has ended, and cannot change). */
  | { result: 'observed' }
  /** The upstream says that there is no such job; nothing is tracked. */
  | { result: 'not-found' }
  /** The upstream could not be asked, or its answer not be used. */
  | { result: 'trouble'; kind: string; code: string; retryAfterMs: number | null };

export const OBSERVE = 'observe';
export const SWEEP = 'sweep';

/**
 * BullMQ's custom job ids take neither colons nor bare numbers: a letter, then base64url. Two letters, for a request that
 * any observation answers cannot stand for one that wants a new one.
 */
export const observeRequestId = ({ key, askedAt }: Pick<ObserveRequest, 'key' | 'askedAt'>): string =>
  `${askedAt === EVER ? 'e' : 'o'}${Buffer.from(key, 'utf8').toString('base64url')}`;
