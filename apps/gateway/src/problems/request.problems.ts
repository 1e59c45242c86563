import type { ProblemKind } from './problem.kind.js';

/** Problems of a request, or of what it refers to. */
export const REQUEST_PROBLEMS = {
  'invalid-job-id': {
    status: 400,
    title: 'Invalid job id',
    explanation:
      'A job id is <connection>~<key>. A key that consists of letters, digits, dot, underscore and hyphen is used as it is; any other key is written as ~ and the base64url form of its UTF-8 bytes, without padding. The id has at most 512 characters. The key must also have one of the forms of the connection’s provider.',
    remedy:
      '`detail` names the key forms of the connection; `keys` in `GET /connections/{name}` shows an example of each. If you have the job’s upstream URL, send it as `url` to `POST /jobs` instead.',
  },
  'invalid-request': {
    status: 400,
    title: 'Invalid request',
    explanation: 'A parameter, header or body field is invalid.',
    remedy:
      '`errors` lists each error with a JSON pointer into the body or the name of the parameter. Correct all of them before you retry.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'Invalid cursor',
    explanation: 'The cursor does not belong to this list or to this order.',
    remedy: 'Use `nextCursor` of the previous page unchanged, with the same `sort`. To start again, omit `cursor`.',
  },
  'webhook-target-refused': {
    status: 400,
    title: 'Webhook target not allowed',
    explanation:
      'Webhooks are sent to `https` URLs with public addresses. Loopback, private, link-local and shared networks, names that resolve to them, and `http` require an entry in `webhooks.allow`. A name is resolved again for each delivery: if it then resolves to an address that is not allowed, nothing is sent, and the delivery has the error `target-refused`.',
    remedy: 'Use a public `https` URL, or ask the operator of the gateway to allow the network and port.',
  },
  unauthenticated: {
    status: 401,
    title: 'Missing or invalid credentials',
    explanation: 'Missing or invalid API key or token.',
    remedy:
      'Send `Authorization: Bearer <key>` or `X-API-Key: <key>` with a known key that has not expired; if you send both, they must be equal. If the gateway accepts tokens of an issuer, send `Authorization: Bearer <token>` with a token that the issuer signed, that has the gateway as its audience, and that has not expired. `WWW-Authenticate` shows whether credentials were sent and rejected.',
  },
  'not-the-owner': {
    status: 403,
    title: 'Only the owner can make this change',
    explanation:
      'The subscription belongs to another caller. Admins who can see all of its connections can disable and delete it; only its owner and admins of all connections (`*`) can change its URL, filters or secret.',
    remedy: 'Ask its `owner`, or create your own subscription.',
  },
  'missing-scope': {
    status: 403,
    title: 'Missing scope',
    explanation: 'The key or token is valid but does not have the scope that this call requires.',
    remedy:
      '`detail` and `WWW-Authenticate` name the scope. It is granted in the gateway’s configuration or by the issuer of the token.',
  },
  'cross-site-refused': {
    status: 403,
    title: 'Cross-site request rejected',
    explanation:
      'A page of another site made the browser send this request with its stored credentials for the gateway. Only navigation by link is accepted.',
    remedy: 'Open the address directly in the browser. Programs send `Authorization: Bearer <key>`.',
  },
  'job-not-found': {
    status: 404,
    title: 'No such job',
    explanation:
      'The upstream does not know the job, the connection does not exist, or you have no access to it: the response does not distinguish these cases. The result is cached for a few seconds.',
    remedy:
      'Check the id, and check with `GET /connections` that you have access to its connection. If the job was started just now, retry after a few seconds.',
  },
  'connection-not-found': {
    status: 404,
    title: 'No such connection',
    explanation: 'No connection of this name is configured, or you have no access to it.',
    remedy: '`GET /connections` lists the connections that you can see.',
  },
  'webhook-not-found': {
    status: 404,
    title: 'No such subscription',
    explanation:
      'There is no subscription with this id, or it belongs to another caller: the response does not distinguish these cases.',
    remedy: '`GET /webhooks` lists your subscriptions.',
  },
  'delivery-not-found': {
    status: 404,
    title: 'No such delivery',
    explanation: 'The subscription has no delivery with this id among the last 200.',
    remedy: '`GET /webhooks/{id}/deliveries` lists them. For older changes, read the job and its history.',
  },
  'result-not-found': {
    status: 404,
    title: 'The job has no result',
    explanation: 'The job exists, but no result has been observed so far.',
    remedy:
      'Check its state: a running job has no result yet, and some upstreams return none. Wait for the end with `Prefer: wait=60` and `?until=terminal`.',
  },
  'dashboard-not-built': {
    status: 404,
    title: 'The dashboard has not been built',
    explanation: 'This gateway was built without the dashboard. The API is not affected.',
    remedy: 'Operators build it with `npm run build`; a running gateway finds it in `dist/apps/dashboard`.',
  },
  'route-not-found': {
    status: 404,
    title: 'No such route',
    explanation: 'The gateway has no such route.',
    remedy:
      '/docs and /openapi.json describe the routes. A common cause is a part of the path that must be percent-encoded; job ids never need it.',
  },
  'problem-not-found': {
    status: 404,
    title: 'No such problem',
    explanation: 'The gateway has no problem with this code.',
    remedy: '/problems lists all problems.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    explanation: 'The address exists, but does not support this method.',
    remedy: 'The `Allow` header lists the supported methods. They are described under /docs.',
  },
  'webhook-disabled': {
    status: 409,
    title: 'The subscription is disabled',
    explanation: 'The subscription was disabled by a caller, or because its receiver returned 410.',
    remedy: 'Enable it first: `PATCH` it with `{"enabled": true}`.',
  },
  'too-many-webhooks': {
    status: 409,
    title: 'Too many subscriptions',
    explanation: 'A caller can have at most 1,000 subscriptions.',
    remedy: 'Delete some, or combine them: each filter takes a list.',
  },
  'request-timeout': {
    status: 408,
    title: 'Request timeout',
    explanation: 'The request did not arrive in time, and the connection is closed.',
    remedy: 'Send the whole request again without pauses.',
  },
  'precondition-failed': {
    status: 412,
    title: 'Precondition failed',
    explanation:
      'A precondition of the request is false, and nothing was done. `If-Match` is true only with `*`: all tags are weak, and the comparison is strong. `If-Unmodified-Since` is true if there was no change after that second, and `If-None-Match` if nothing matches it.',
    remedy: 'Read the current version and decide again. To make the change in any case, omit the precondition.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    explanation:
      'Request bodies are limited to 64 KB, those of `POST /jobs/batch` and of starts to 256 KB. The connection is closed.',
    remedy: 'Send less per request: a batch takes up to 200 ids.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not JSON',
    explanation: 'The body is not JSON in UTF-8, or it is compressed, which is not supported.',
    remedy: 'Send `Content-Type: application/json` in UTF-8, uncompressed.',
  },
  'misdirected-request': {
    status: 421,
    title: 'The request is for another host',
    explanation:
      'The host in `Host` or in the address is not one that this gateway serves, or there is none, or several. Health checks are served for any host.',
    remedy:
      'Use a configured host name of the gateway. Operators list names and addresses in `gateway.hosts`, including those that a proxy or a monitoring system sends.',
  },
  'quota-exceeded': {
    status: 429,
    title: 'Quota exceeded',
    explanation:
      'The caller has used up its quota for now. Reads of single jobs, other reads, and writes have separate quotas, and a list that is scanned job by job (sorted, or with most filters) counts as 20 reads; all keys with the same name share them.',
    remedy:
      'Retry after `Retry-After` seconds. `RateLimit-Policy` shows the number of requests of this kind per window in seconds, `RateLimit` the number that is left and the seconds until the window ends. An event stream, a webhook or `POST /jobs/batch` replaces many polls.',
  },
  'too-many-heavy-reads': {
    status: 429,
    title: 'Too many expensive reads',
    explanation:
      'Too many reads that scan job by job are in progress: lists in an order without an index, or with filters that no index covers. A caller can run two at a time, a gateway four.',
    remedy:
      'Send one such read at a time, and retry after `Retry-After` seconds. Filter by `connection` and `state` and sort by `changedAt`, or filter by `connection` and sort by `startedAt`: these use an index.',
  },
  'too-many-streams': {
    status: 429,
    title: 'Too many open streams',
    explanation:
      'The caller has reached its limit of open event streams at this gateway. All keys with the same name share the limit.',
    remedy:
      'Close unused streams. One stream with filters replaces many streams of single jobs; a webhook replaces all of them.',
  },
  'too-many-waits': {
    status: 429,
    title: 'Too many long polls',
    explanation:
      'The caller has reached its limit of open long polls (`Prefer: wait`) at this gateway. All keys with the same name share the limit.',
    remedy:
      'Read without `Prefer: wait`, or retry after `Retry-After` seconds. One event stream replaces many long polls.',
  },
  'too-many-tracked-jobs': {
    status: 429,
    title: 'Too many tracked jobs in flight',
    explanation:
      'The caller has reached its limit of tracked jobs in flight. Jobs count if the caller tracked them, was the first to read them, or started them. All keys with the same name share the limit, across all gateways. A job that its upstream never knew counts until it is deleted. Nothing was stored, and no upstream was called.',
    remedy:
      'Retry after `Retry-After` seconds: ended jobs no longer count. `DELETE /jobs/{id}` makes room at once. Jobs that are tracked already can still be read.',
  },
  'share-used': {
    status: 429,
    title: 'Your share of the upstream’s rate limit is used up',
    explanation:
      'Your pending requests already use the share of upstream calls that one caller can cause. The rest is reserved for other callers and for scheduled polls.',
    remedy:
      'Retry after `Retry-After` seconds, with fewer jobs at a time. Track the jobs that you need: they are polled on schedule, and their stored data can be read at any time.',
  },
  'too-many-refusals': {
    status: 429,
    title: 'Too many requests without valid credentials',
    explanation:
      'Too many requests from this address had no valid credentials. Further ones are rejected for `Retry-After` seconds.',
    remedy:
      'Stop the client that sends them, and wait. Known credentials are still accepted. Behind a proxy all callers share its address unless the gateway trusts it: see `gateway.trustedProxies`.',
  },
  'header-too-large': {
    status: 431,
    title: 'Address and headers are too long',
    explanation: 'Address and headers together are limited to 16 KB. The connection is closed.',
    remedy: 'Shorten the address; send many ids in the body of `POST /jobs/batch`.',
  },
  'internal-error': {
    status: 500,
    title: 'Internal error',
    explanation: 'The gateway failed because of an internal error, which is logged with the time of the response.',
    remedy:
      'Report the time and the address to the operator of the gateway. Reads can be retried safely; operations on the upstream can be retried safely with the same `Idempotency-Key`.',
  },
} as const satisfies Record<string, ProblemKind>;
