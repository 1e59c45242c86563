import type { TraceCarrier } from '#libs/telemetry';
import { hash } from 'node:crypto';

/** The queue of sweeps and commands that every connection has. With the connection's prefix it lies in the connection's hash slot. */
export const QUEUE_NAME = 'refresh';
/** Beside it the queue of the looks that callers cause, so that no look stands in the way of a command. */
export const LOOKS_QUEUE = 'looks';

/** A worker of whose name this is a part serves `looks`. One of an earlier version serves `refresh` alone. */
const SERVES_LOOKS = 'looks.';

/** The name under which a worker cares for connections; says what it serves. `id`: unlike that of any other worker. */
export const workerNamed = (id: string): string => `${SERVES_LOOKS}${id}`;

/** The queue in which looks reach a worker of that name; null: none cares for the connection at the moment. */
export const queueOfLooks = (worker: string | null): string =>
  worker === null || worker.startsWith(SERVES_LOOKS) ? LOOKS_QUEUE : QUEUE_NAME;

/** A caller as workers tell them apart: names are whatever their issuer likes. */
export const askerOf = (caller: string): string => hash('sha256', caller, 'base64url').slice(0, 12);

/** What may be asked of the worker that looks after a connection, and what comes back. */
export interface ObserveRequest {
  key: string;
  /** Epoch milliseconds: an observation made since then answers the request. When the asker asked, or EVER. */
  askedAt: number;
  /** Whose share of the budget the look is taken from, as `askerOf` says; absent: nobody's, as from a gateway of an earlier version. */
  asker?: string;
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

/** Why an asker was not served: others have a right to the rest of the budget. */
export const SHARE_USED = 'share-used';

export const OBSERVE = 'observe';
export const SWEEP = 'sweep';

/**
 * BullMQ's custom job ids take neither colons nor bare numbers: a letter, then base64url. Two letters, for a request that
 * any observation answers cannot stand for one that wants a new one. Nor does one asker's request stand for another's: it may
 * be refused because that asker has used up their share.
 */
export const observeRequestId = ({ key, askedAt, asker = '' }: ObserveRequest): string =>
  `${askedAt === EVER ? 'e' : 'o'}${asker}${Buffer.from(key, 'utf8').toString('base64url')}`;
