import type { Caller } from '#libs/access';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Budget } from '../quota/quota.budget.js';
import type { Claim, Quotas } from '../quota/quotas.js';

export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** A request that is answered in front of the framework, or handed over to it. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  caller: Caller;
  /** The framework. */
  next: Listener;
  ifNoneMatch: string | undefined;
  /** Of the caller's quota; null where there is none. */
  claim: Claim | null;
}

export const handOver = ({ request, response, next }: Exchange): void => next(request, response);

/** False: the quota is used up, or only Redis can say. A granted claim goes with the exchange when it is handed over. */
export function claimQuota(quotas: Quotas, exchange: Exchange, budget: Budget, now: number, cost = 1): boolean {
  if (quotas.limit(budget) === null) return true;
  const claim = quotas.claimNow(exchange.caller, budget, now, cost);
  if (!claim?.isGranted) return false;
  const { next } = exchange;
  exchange.claim = claim;
  exchange.next = (request, response) => {
    quotas.remember(request, claim);
    next(request, response);
  };
  return true;
}
