import type { TraceCarrier } from '#libs/telemetry';
import { hash } from 'node:crypto';

/** The id of a caller in requests: a digest, since names may have any characters. */
export const requesterOf = (caller: string): string => hash('sha256', caller, 'base64url').slice(0, 12);

/** A request to the worker that runs a connection. */
export interface ObserveRequest {
  key: string;
  /** Epoch milliseconds: an observation made since then answers the request. When the requester asked, or EVER. */
  askedAt: number;
  /** The caller, by `requesterOf`, whose share of the rate limit is used; absent: none. The name is the one on the wire. */
  asker?: string;
  /** The trace of the requester. */
  trace?: TraceCarrier;
}

/** Of a job that the requester has not seen at all, any observation will do, also one made while the requester was looking. */
export const EVER = 1;

export type ObserveOutcome =
  /** There is a usable observation, made after the request (or the job has ended, and cannot change). */
  | { result: 'observed' }
  /** The upstream says that there is no such job; nothing is tracked. */
  | { result: 'not-found' }
  /** The upstream could not be asked, or its answer not be used. */
  | { result: 'trouble'; kind: string; code: string; retryAfterMs: number | null };

/** Why a requester was not served: others have a right to the rest of the budget. */
export const SHARE_USED = 'share-used';

export const OBSERVE = 'observe';
/** Recurring job of a worker: it polls what is due. */
export const POLL_CYCLE = 'poll-cycle';
/** The same of a connection, as workers of format 1 of `ownership` have it. */
export const CONNECTION_POLL_CYCLE = 'sweep';

/** Outcome of a request that reached a worker which does not run the connection any more. */
export const MOVED = { result: 'moved' } as const;

/** A request as it stands in a queue. */
export type Queued<Request> = Request & { connection: string };

/**
 * BullMQ's custom job ids take neither colons nor bare numbers: a letter, then base64url. Two letters, for a request that
 * any observation answers cannot stand for one that wants a new one. Nor does one requester's request stand for another's: it may
 * be refused because that requester has used up their share.
 */
export const observeRequestId = ({ key, askedAt, asker: requester = '' }: ObserveRequest): string =>
  `${askedAt === EVER ? 'e' : 'o'}${requester}${Buffer.from(key, 'utf8').toString('base64url')}`;
