import type { ProblemKind } from './problem.kind.js';

/** What cannot be had at the moment. */
export const AVAILABILITY_PROBLEMS = {
  'upstream-refused': {
    status: 502,
    title: 'The upstream refused to answer',
    explanation: 'The upstream understood the question and gave no answer.',
    remedy: '`detail` and `upstreamCode` say why. Often the account of the gateway lacks a right there.',
  },
  'upstream-unavailable': {
    status: 503,
    title: 'The upstream cannot be asked now',
    explanation:
      'The upstream is away, asked for a pause, refuses the credentials of the gateway, or gave an answer that cannot be used. Nothing was done.',
    remedy:
      'Repeat the request after `Retry-After`. `health` in `GET /connections/{name}` says which of these it is. What is known of its jobs can be read meanwhile.',
  },
  'no-worker': {
    status: 503,
    title: 'No worker took the request',
    explanation:
      'No worker cares for the connection now, or the one that does is busy. Nothing was done, and nothing will be.',
    remedy:
      'Repeat the request after `Retry-After`. If it stays so, no worker runs: whoever runs the gateway sees `unattended` in `GET /connections`.',
  },
  'outcome-unknown': {
    status: 504,
    title: 'What came of it is not known',
    explanation: 'The upstream was asked, or may have been, and no answer is known. It is not asked again by itself.',
    remedy:
      'Look whether it acted; repeated with the same `Idempotency-Key`, the request is answered with what is known by then. With another key it may act twice.',
  },
  'store-unavailable': {
    status: 503,
    title: 'The store cannot be reached',
    explanation:
      'The gateway cannot reach Redis at the moment, or, of a Redis Cluster, the node on which this lies. Nothing is lost.',
    remedy:
      'Repeat the request after `Retry-After`. Jobs that were read lately are answered meanwhile, and marked so in `Cache-Status`.',
  },
  'gateway-full': {
    status: 503,
    title: 'The gateway has no room for another one',
    explanation:
      'As many streams of events, or as many reads that wait, are open at this gateway as it has room for, of all callers together.',
    remedy: 'Repeat the request after `Retry-After`, or read without `Prefer: wait`. Other requests are answered.',
  },
  'issuer-unavailable': {
    status: 503,
    title: 'Tokens cannot be verified at the moment',
    explanation:
      'The gateway has not been able to read the public keys of the issuer of tokens so far. That says nothing of the token.',
    remedy: 'Repeat the request after `Retry-After`. API keys work.',
  },
  'fresh-answer-unavailable': {
    status: 504,
    title: 'No answer of the wanted freshness',
    explanation:
      'The request asked for a fresh observation with `Prefer: handling=strict`, and none could be had in time. Or it asked with `Cache-Control: only-if-cached` for more than what is known.',
    remedy:
      'Without that preference you get the last known answer, with an `Age` and a `Cache-Status` that say what it is. `health` of the connection says why there is none that is fresher.',
  },
} as const satisfies Record<string, ProblemKind>;
