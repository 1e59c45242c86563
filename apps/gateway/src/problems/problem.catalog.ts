interface ProblemKind {
  status: number;
  title: string;
  /** For the page behind the problem's `type`: what happened. */
  explanation: string;
  /** For the same page: what the caller can do about it. */
  remedy: string;
}

/** Every problem that the API answers with. The codes are public: a client may depend on them. */
export const PROBLEMS = {
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
      'Webhooks go to `https` URLs with public addresses. Loopback, private, link-local and shared networks, names that stand for them and `http` are for installations that set `webhooks.allowPrivateTargets`. A name is looked up again for each delivery: when it leads to such an address then, nothing is sent, and the delivery shows `target-refused`.',
    remedy: 'Give a public `https` URL, or ask whoever runs the gateway to allow private targets.',
  },
  unauthenticated: {
    status: 401,
    title: 'Valid credentials are missing',
    explanation:
      'The request came without credentials, or with some that are not known, not valid any more, or do not agree.',
    remedy:
      'Send `Authorization: Bearer <key>` or `X-API-Key: <key>` with a key that the gateway knows and that has not expired; both only if they agree. Where the gateway takes the tokens of an issuer, `Authorization: Bearer <token>` with one that is signed by it, meant for the gateway, and in its time. `WWW-Authenticate` says whether what was sent was refused.',
  },
  'missing-scope': {
    status: 403,
    title: 'The caller may not do this',
    explanation: 'The key or token is valid, but does not have the scope that this call needs.',
    remedy:
      '`detail` and `WWW-Authenticate` name the scope. Whoever keeps the gateway’s configuration, or the issuer of the token, can give it.',
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
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    explanation: 'Request bodies are limited to 1 MB.',
    remedy: 'Send less at a time: a batch takes up to 200 ids.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not JSON',
    explanation: 'The body is not JSON in UTF-8, or compressed in a way that the gateway does not know.',
    remedy: 'Send `Content-Type: application/json` in UTF-8, uncompressed or with gzip, deflate or br.',
  },
  'quota-exceeded': {
    status: 429,
    title: 'The caller has used up its quota',
    explanation:
      'The caller has used up its quota for now. Status polls of single jobs, other reads, and writes are counted apart; all keys of one name count together.',
    remedy:
      'Wait for `Retry-After` seconds. `RateLimit-Policy` says how many requests of this kind are allowed in how many seconds, `RateLimit` how many are left and for how long. One stream of events, one webhook or one `POST /jobs/batch` takes the place of many polls.',
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
  'cancel-unsupported': {
    status: 409,
    title: 'The job cannot be canceled',
    explanation: 'The upstream cannot cancel jobs, or not this kind. `upstreamCode` is what the upstream called it.',
    remedy:
      'See `capabilities.cancel` of the job and of the connection before asking. Where it says no, only the upstream’s own tools can end the job.',
  },
  'cancel-rejected': {
    status: 409,
    title: 'The upstream refused to cancel the job',
    explanation:
      'The upstream understood the wish and did not take it, or the pointer that was to be canceled points to no run. The job is as it was, and its `cancellation` tells the same.',
    remedy:
      '`detail` and `upstreamCode` say why. If the job is in a state in which it cannot be canceled, ask again when that has changed.',
  },
  'job-not-ended': {
    status: 409,
    title: 'The job has no end that was seen',
    explanation: 'Only what an upstream keeps of a job that ended, and whose end is known here, can be deleted there.',
    remedy: 'Wait for the end, or cancel the job first. To forget the job here alone: `DELETE /jobs/{id}`.',
  },
  'delete-unsupported': {
    status: 409,
    title: 'The upstream cannot delete what it keeps of the job',
    explanation: 'The upstream cannot delete what it keeps of the job; a pointer has nothing to be deleted.',
    remedy:
      'See `capabilities.delete` of the job and of the connection. To forget the job here alone: `DELETE /jobs/{id}`.',
  },
  'delete-rejected': {
    status: 409,
    title: 'The upstream refused to delete what it keeps of the job',
    explanation: 'The upstream understood the wish to delete and did not follow it.',
    remedy: '`detail` and `upstreamCode` say why.',
  },
  'start-unsupported': {
    status: 409,
    title: 'Jobs cannot be started on this connection',
    explanation: 'The connection’s provider cannot start jobs.',
    remedy:
      'See `capabilities.start` of the connection. Start the job with the upstream’s own tools and track it with `POST /jobs`.',
  },
  'start-rejected': {
    status: 409,
    title: 'The upstream refused to start the job',
    explanation: 'The upstream understood the request and did not follow it. Nothing was started.',
    remedy:
      '`detail` and `upstreamCode` say why. Correct the body, or wait until the upstream is free, and send it with a new `Idempotency-Key`.',
  },
  'list-unsupported': {
    status: 404,
    title: 'The upstream has no list of its jobs',
    explanation: 'The upstream has no list of its jobs.',
    remedy: 'See `capabilities.list` of the connection. The jobs that are tracked are found at `GET /jobs`.',
  },
  'runs-unsupported': {
    status: 404,
    title: 'There is no list of runs',
    explanation:
      'The upstream does not tell the earlier runs of its pointers (`capabilities.runs` of the connection), or the key is not that of a pointer.',
    remedy:
      'The runs that were seen through a pointer while it was tracked are found at `GET /jobs`, each under its own id.',
  },
  'request-in-progress': {
    status: 409,
    title: 'The same request is being answered',
    explanation: 'Another request with this `Idempotency-Key` has not been answered yet.',
    remedy: 'Repeat it after `Retry-After`: you will get its answer.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The key belongs to another request',
    explanation: 'This `Idempotency-Key` came with another address or body before.',
    remedy: 'Take a new one for each thing that you want done, and the same one only to repeat it.',
  },
  'operation-not-allowed': {
    status: 422,
    title: 'The connection does not allow this operation',
    explanation:
      'The body is well formed, but its operation is not among those that the configuration of the connection allows.',
    remedy: 'Whoever keeps the configuration can add it to `options.allowedOperations` of the connection.',
  },
  'no-job-created': {
    status: 502,
    title: 'The upstream made no job of it',
    explanation: 'The upstream took the request, and may have acted, but named no job that could be followed.',
    remedy: 'Look in the upstream what came of it. Do not simply repeat the request: it may act twice.',
  },
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
    explanation: 'The gateway cannot reach Redis at the moment. Nothing is lost.',
    remedy:
      'Repeat the request after `Retry-After`. Jobs that were read lately are answered meanwhile, and marked so in `Cache-Status`.',
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

export type ProblemCode = keyof typeof PROBLEMS;
