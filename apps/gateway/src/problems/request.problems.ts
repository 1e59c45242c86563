import type { ProblemKind } from './problem.kind.js';

/** What is wrong with a request, or with what it asks for. */
export const REQUEST_PROBLEMS = {
  'invalid-job-id': {
    status: 400,
    title: 'Not a job id',
    explanation:
      'A job id is <connection>~<key>. A key made only of letters, digits, dot, underscore and hyphen stands as it is; any other key is written as ~ and the base64url form of its UTF-8 bytes, without padding. At most 512 characters. The key must also have one of the forms of the connection’s provider.',
    remedy:
      '`detail` names the forms of keys that the connection has; `keys` in `GET /connections/{name}` shows an example of each. Whoever has the upstream’s URL of the job sends it to `POST /jobs` as `url` instead.',
  },
  'invalid-request': {
    status: 400,
    title: 'The request is not valid',
    explanation: 'A parameter, header or body member has the wrong form.',
    remedy:
      '`errors` lists each fault with a JSON pointer into the body, or the name of the parameter. Correct all of them: the same request fails again.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'Not a cursor of this list',
    explanation: 'The cursor was not made by this list, or for another order.',
    remedy:
      'Take a cursor unchanged from `nextCursor` of the page before, and keep `sort` as it was. Start again without one.',
  },
  'webhook-target-refused': {
    status: 400,
    title: 'Webhooks do not go there',
    explanation:
      'Webhooks go to `https` URLs with public addresses. Loopback, private, link-local and shared networks, names that stand for them and `http` are for networks and ports that the installation opens (`webhooks.allow`). A name is looked up again for each delivery: when it leads to such an address then, nothing is sent, and the delivery shows `target-refused`.',
    remedy: 'Give a public `https` URL, or ask whoever runs the gateway to open the network and the port.',
  },
  unauthenticated: {
    status: 401,
    title: 'Valid credentials are missing',
    explanation:
      'The request came without credentials, or with some that are not known, not valid any more, or do not agree.',
    remedy:
      'Send `Authorization: Bearer <key>` or `X-API-Key: <key>` with a key that the gateway knows and that has not expired; both only if they agree. Where the gateway takes the tokens of an issuer, `Authorization: Bearer <token>` with one that is signed by it, meant for the gateway, and in its time. `WWW-Authenticate` says whether what was sent was refused.',
  },
  'not-the-owner': {
    status: 403,
    title: 'Only its owner may change it so',
    explanation:
      'The subscription is somebody else’s. An admin who sees all of its connections may disable and delete it; its address, filters and secret are for its owner, and for admins of all connections (`*`), to change.',
    remedy: 'Ask its `owner`, or make a subscription of your own.',
  },
  'missing-scope': {
    status: 403,
    title: 'The caller may not do this',
    explanation: 'The key or token is valid, but does not have the scope that this call needs.',
    remedy:
      '`detail` and `WWW-Authenticate` name the scope. Whoever keeps the gateway’s configuration, or the issuer of the token, can give it.',
  },
  'cross-site-refused': {
    status: 403,
    title: 'Another site may not ask this',
    explanation:
      'The page of another site made a browser ask, which sent the name and password that it keeps for the gateway. Only links that somebody follows are heeded.',
    remedy: 'Open the address in the browser itself. Programs send `Authorization: Bearer <key>`.',
  },
  'job-not-found': {
    status: 404,
    title: 'No such job',
    explanation:
      'The upstream knows no such job, the connection does not exist, or the caller may not see it: these are not told apart. The answer is remembered for a few seconds.',
    remedy:
      'Check the id, and with `GET /connections` that its connection is one of yours. A job that has only just been started may be asked for again in some seconds.',
  },
  'connection-not-found': {
    status: 404,
    title: 'No such connection',
    explanation: 'No connection of this name is configured, or the caller may not see it.',
    remedy: '`GET /connections` lists those that you may see.',
  },
  'webhook-not-found': {
    status: 404,
    title: 'No such subscription',
    explanation: 'There is no subscription of this id, or it is somebody else’s: these are not told apart.',
    remedy: '`GET /webhooks` lists yours.',
  },
  'delivery-not-found': {
    status: 404,
    title: 'No such delivery',
    explanation: 'The subscription has no delivery of this id among the latest 200 that have been tried.',
    remedy:
      '`GET /webhooks/{id}/deliveries` lists them. What is older can be read where it came from: the job itself, and its history.',
  },
  'result-not-found': {
    status: 404,
    title: 'The job has no result',
    explanation: 'The job is known, but no result has been seen so far.',
    remedy:
      'See its state: a job in flight has none yet, and not every upstream gives one. Wait for the end with `Prefer: wait=60` and `?until=terminal`.',
  },
  'dashboard-not-built': {
    status: 404,
    title: 'The dashboard has not been built',
    explanation: 'This gateway was compiled without its page for people. The API is not affected.',
    remedy:
      'Whoever runs the gateway makes the page with `npm run build`; a running gateway finds it in `dist/apps/dashboard`.',
  },
  'route-not-found': {
    status: 404,
    title: 'No such address',
    explanation: 'The gateway has no such route.',
    remedy:
      'The routes are described under /docs and in /openapi.json. Often it is a part of the path that wants escaping: a job id never does.',
  },
  'problem-not-found': {
    status: 404,
    title: 'No such problem',
    explanation: 'The gateway never answers with a problem of this code.',
    remedy: '/problems lists all that there are.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The address does not know this method',
    explanation: 'The address exists, but not with this method.',
    remedy: 'The header `Allow` names the methods that it knows. What they do is described under /docs.',
  },
  'webhook-disabled': {
    status: 409,
    title: 'The subscription is disabled',
    explanation: 'Nothing is delivered to the subscription: somebody disabled it, or its receiver answered 410.',
    remedy: '`PATCH` it with `{"enabled": true}` first.',
  },
  'too-many-webhooks': {
    status: 409,
    title: 'Too many subscriptions',
    explanation: 'A caller may have 1,000 subscriptions.',
    remedy: 'Delete some, or let several kinds of jobs share one: each filter takes a list.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    explanation: 'The request did not arrive in time, and the connection is closed.',
    remedy: 'Send the request again, whole and at once.',
  },
  'precondition-failed': {
    status: 412,
    title: 'A condition of the request does not hold',
    explanation:
      'A condition of the request does not hold, and nothing was done. `If-Match` holds with `*` alone: all tags are weak, and it compares strongly. `If-Unmodified-Since` holds if there was no change after that second, and `If-None-Match` if what it names is not there.',
    remedy:
      'Read what is there now and decide anew. Whoever wants the change in any case sends it without the condition.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    explanation:
      'Request bodies are limited to 64 KB, those of `POST /jobs/batch` and of a start to 256 KB. The connection is closed.',
    remedy: 'Send less at a time: a batch takes up to 200 ids.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not JSON',
    explanation: 'The body is not JSON in UTF-8, or it is compressed: nothing is unpacked.',
    remedy: 'Send `Content-Type: application/json` in UTF-8, uncompressed.',
  },
  'misdirected-request': {
    status: 421,
    title: 'The request is for another host',
    explanation:
      'The request is for a host that this gateway does not answer for: `Host`, or the address, names another one, several or none. Health checks are answered whatever they name.',
    remedy:
      'Use the name that the gateway is known by. Whoever runs it lists names and addresses in `gateway.hosts`, also those that a proxy in front or a monitoring system sends.',
  },
  'quota-exceeded': {
    status: 429,
    title: 'The caller has used up its quota',
    explanation:
      'The caller has used up its quota for now. Status polls of single jobs, other reads, and writes are counted apart, and a list that is looked for job by job (sorted, or with most filters) counts as 20 reads; all keys of one name count together.',
    remedy:
      'Wait for `Retry-After` seconds. `RateLimit-Policy` says how many requests of this kind are allowed in how many seconds, `RateLimit` how many are left and for how long. One stream of events, one webhook or one `POST /jobs/batch` takes the place of many polls.',
  },
  'too-many-heavy-reads': {
    status: 429,
    title: 'Too many large reads at once',
    explanation:
      'Too many reads are under way that go through many jobs to show few: lists in an order that has no index, or with filters that little matches. A caller may have two at once, a gateway four.',
    remedy:
      'Ask one after the other, and again after `Retry-After` seconds. Narrow the list by `connection` and `state`, and sort by `changedAt` or `startedAt`: the index knows these.',
  },
  'too-many-streams': {
    status: 429,
    title: 'Too many streams are open',
    explanation:
      'As many streams of events are open at this gateway as one caller may have. All keys of one name count together.',
    remedy:
      'Close streams that nobody reads. One stream of many jobs, narrowed by filters, takes the place of many streams of one; a webhook takes the place of all.',
  },
  'too-many-waits': {
    status: 429,
    title: 'Too many reads are waiting',
    explanation:
      'As many reads with `Prefer: wait` are open at this gateway as one caller may have. All keys of one name count together.',
    remedy:
      'Read without `Prefer: wait`, or again after `Retry-After` seconds. One stream of events takes the place of many reads that wait.',
  },
  'too-many-tracked-jobs': {
    status: 429,
    title: 'Too many tracked jobs are in flight',
    explanation:
      'As many jobs that you had tracked are in flight as one caller may have: by tracking, by the first read of a job that nobody tracked, and by starts. All keys of one name count together, at all gateways. A job that its upstream never knew counts until it is forgotten. Nothing was stored, and no upstream was asked.',
    remedy:
      'Repeat the request after `Retry-After` seconds: whatever has ended makes room. `DELETE /jobs/{id}` makes room at once, of jobs that nobody needs or that there never were. Jobs that are tracked already can be read all the while.',
  },
  'share-used': {
    status: 429,
    title: 'Your share of the calls to this upstream is used up',
    explanation:
      'Requests of yours that want the upstream to be asked wait already for as many calls as one caller may cause there. The rest is for others, and for what is looked at anyway.',
    remedy:
      'Ask again after `Retry-After` seconds, and for fewer jobs at once. Track jobs that you want to know of: they are looked at without being asked for, and what is known of them can be read at any time.',
  },
  'too-many-refusals': {
    status: 429,
    title: 'Too many requests without valid credentials',
    explanation:
      'Too many requests from this address came without valid credentials. What it sends is looked at again after `Retry-After` seconds.',
    remedy:
      'Stop what sends them, and wait. Credentials that the gateway knows are taken meanwhile. Behind a proxy all callers have its address unless the gateway trusts it: see `gateway.trustedProxies`.',
  },
  'header-too-large': {
    status: 431,
    title: 'Address and headers are too long',
    explanation: 'Address and headers together are limited to 16 KB. The connection is closed.',
    remedy: 'Ask for fewer things in one address; many ids go into the body of `POST /jobs/batch`.',
  },
  'internal-error': {
    status: 500,
    title: 'The gateway failed',
    explanation: 'This is a fault of the gateway, not of the request. It is logged with the time of the answer.',
    remedy:
      'Tell whoever runs the gateway the time and the address. Reading again does no harm; what acts upstream is safe to repeat with the same `Idempotency-Key`.',
  },
} as const satisfies Record<string, ProblemKind>;
