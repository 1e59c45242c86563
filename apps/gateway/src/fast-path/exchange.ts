import type { Caller } from '#libs/access';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Claim } from '../quota/quotas.js';

export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** A request that is answered in front of the framework, or handed over to it. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  caller: Caller;
  /** The framework. */
  next: Listener;
  /** What the requester has already. */
  ifNoneMatch: string | undefined;
  /** Of the caller's quota; null where there is none. */
  claim: Claim | null;
}
