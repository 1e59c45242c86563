import type { ProblemKind } from './problem.kind.js';

/** What is temporarily unavailable. */
export const AVAILABILITY_PROBLEMS = {
  'upstream-refused': {
    status: 502,
    title: 'The upstream rejected the request',
    explanation: 'The upstream understood the request and rejected it.',
    remedy: '`detail` and `upstreamCode` contain the reason. Often the gateway’s upstream account lacks a permission.',
  },
  'upstream-unavailable': {
    status: 503,
    title: 'The upstream is unavailable',
    explanation:
      'The upstream is down, is rate-limiting the gateway, rejects its credentials, or returned an unusable response. Nothing was done.',
    remedy:
      'Retry after `Retry-After`. `health` in `GET /connections/{name}` shows the cause. Stored data of its jobs can still be read.',
  },
  'no-worker': {
    status: 503,
    title: 'No worker took the request',
    explanation:
      'No worker holds the lease of the connection, or the one that does is busy. Nothing was done, and nothing will be.',
    remedy:
      'Retry after `Retry-After`. If the problem persists, no worker is running: operators see `unattended` in `GET /connections`.',
  },
  'outcome-unknown': {
    status: 504,
    title: 'The outcome is unknown',
    explanation:
      'The upstream was called, or may have been, and its response is not known. The call is not retried automatically.',
    remedy:
      'Check in the upstream whether the operation took place. A retry with the same `Idempotency-Key` returns what is known by then. A retry with another key may execute it twice.',
  },
  'store-unavailable': {
    status: 503,
    title: 'The store is unavailable',
    explanation:
      'The gateway cannot reach Redis, or the node of the Redis Cluster that holds the data. No data is lost.',
    remedy: 'Retry after `Retry-After`. Recently read jobs are still served, and marked in `Cache-Status`.',
  },
  'gateway-full': {
    status: 503,
    title: 'The gateway is at capacity',
    explanation: 'The gateway has reached its limit of open event streams or long polls, over all callers.',
    remedy: 'Retry after `Retry-After`, or read without `Prefer: wait`. Other requests are served.',
  },
  'issuer-unavailable': {
    status: 503,
    title: 'Tokens cannot be verified',
    explanation:
      'The gateway has not yet been able to read the public keys of the token issuer. The token itself may be valid.',
    remedy: 'Retry after `Retry-After`. API keys still work.',
  },
  'fresh-answer-unavailable': {
    status: 504,
    title: 'No sufficiently fresh data is available',
    explanation:
      'The request required fresh data with `Prefer: handling=strict`, and the job could not be polled in time, or it required stored data with `Cache-Control: only-if-cached`, and there is none that is fresh enough.',
    remedy:
      'Without that header the response is the last known data, with its `Age` and `Cache-Status`. `health` of the connection says why there is no fresher data.',
  },
} as const satisfies Record<string, ProblemKind>;
