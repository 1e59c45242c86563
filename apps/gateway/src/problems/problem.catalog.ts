interface ProblemKind {
  status: number;
  title: string;
  /** For the page behind the problem's `type`: what happened, and what the caller can do. */
  explanation: string;
}

/** Every problem that the API answers with. The codes are public: a client may depend on them. */
export const PROBLEMS = {
  'invalid-job-id': {
    status: 400,
    title: 'Not a job id',
    explanation:
      'A job id is <connection>~<key>. A key made only of letters, digits, dot, underscore and hyphen stands as it is; any other key is written as ~ and the base64url form of its UTF-8 bytes, without padding. At most 512 characters. The key must also have one of the forms of the connection’s provider.',
  },
  'invalid-request': {
    status: 400,
    title: 'The request is not valid',
    explanation:
      'A parameter, header or body member has the wrong form. `errors` lists each fault with a JSON pointer into the body, or the name of the parameter.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'Not a cursor of this list',
    explanation: 'A cursor is taken unchanged from `nextCursor` of the page before. Start again without one.',
  },
  'webhook-target-refused': {
    status: 400,
    title: 'Webhooks do not go there',
    explanation:
      'Webhooks go to `https` URLs with public addresses. Loopback, private, link-local and shared networks, names that stand for them and `http` are for installations that set `webhooks.allowPrivateTargets`. A name is looked up again for each delivery: when it leads to such an address then, nothing is sent, and the delivery shows `target-refused`.',
  },
  unauthenticated: {
    status: 401,
    title: 'Valid credentials are missing',
    explanation:
      'Send `Authorization: Bearer <key>` or `X-API-Key: <key>` with a key that the gateway knows and that has not expired; both only if they agree. Where the gateway takes the tokens of an issuer, `Authorization: Bearer <token>` with one that is signed by it, meant for the gateway, and in its time.',
  },
  'missing-scope': {
    status: 403,
    title: 'The caller may not do this',
    explanation:
      'The key or token is valid, but does not have the scope that this call needs. `detail` names the scope.',
  },
  'job-not-found': {
    status: 404,
    title: 'No such job',
    explanation:
      'The upstream knows no such job, the connection does not exist, or the caller may not see it: these are not told apart. The answer is remembered for a few seconds.',
  },
  'connection-not-found': {
    status: 404,
    title: 'No such connection',
    explanation: 'No connection of this name is configured, or the caller may not see it.',
  },
  'webhook-not-found': {
    status: 404,
    title: 'No such subscription',
    explanation: 'There is no subscription of this id, or it is somebody else’s: these are not told apart.',
  },
  'delivery-not-found': {
    status: 404,
    title: 'No such delivery',
    explanation: 'The subscription has no delivery of this id among the latest 200 that have been tried.',
  },
  'result-not-found': {
    status: 404,
    title: 'The job has no result',
    explanation: 'The job is known, but no result has been seen so far: see its state.',
  },
  'dashboard-not-built': {
    status: 404,
    title: 'The dashboard has not been built',
    explanation:
      'This gateway was compiled without its page for people. `npm run build` makes it in `dist/apps/dashboard`; a running gateway finds it there. The API is not affected.',
  },
  'route-not-found': {
    status: 404,
    title: 'No such address',
    explanation: 'The gateway has no such route. The routes are described under /docs and in /openapi.json.',
  },
  'problem-not-found': {
    status: 404,
    title: 'No such problem',
    explanation: 'The gateway never answers with a problem of this code.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The address does not know this method',
    explanation: 'The header `Allow` names the methods that it knows. What they do is described under /docs.',
  },
  'webhook-disabled': {
    status: 409,
    title: 'The subscription is disabled',
    explanation:
      'Nothing is delivered to it: somebody disabled it, or its receiver answered 410. `PATCH` it with `{"enabled": true}` first.',
  },
  'too-many-webhooks': {
    status: 409,
    title: 'Too many subscriptions',
    explanation: 'A caller may have 1,000 subscriptions. Delete some, or let several kinds of jobs share one.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    explanation: 'The connection is closed. Send the request again.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    explanation: 'Request bodies are limited to 1 MB.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not JSON',
    explanation: 'Send `Content-Type: application/json` in UTF-8, uncompressed or with gzip, deflate or br.',
  },
  'quota-exceeded': {
    status: 429,
    title: 'The caller has used up its quota',
    explanation:
      '`RateLimit-Policy` says how many requests of this kind are allowed in how many seconds, `RateLimit` how many are left and for how long, `Retry-After` when there is a new quota. Status polls of single jobs, other reads, and writes are counted apart; all keys of one name count together.',
  },
  'header-too-large': {
    status: 431,
    title: 'Address and headers are too long',
    explanation: 'Together they are limited to 16 KB. The connection is closed.',
  },
  'internal-error': {
    status: 500,
    title: 'The gateway failed',
    explanation: 'This is a fault of the gateway, not of the request. It is logged with the time of the answer.',
  },
  'cancel-unsupported': {
    status: 409,
    title: 'The job cannot be canceled',
    explanation:
      'The upstream cannot cancel jobs, or not this kind: see `capabilities.cancel` of the job and of the connection. `upstreamCode` is what the upstream called it.',
  },
  'cancel-rejected': {
    status: 409,
    title: 'The upstream refused to cancel the job',
    explanation:
      'It understood the wish and did not take it; `detail` and `upstreamCode` say why. The job is as it was. `cancellation` of the job tells the same. Or the pointer that was to be canceled points to no run.',
  },
  'job-not-ended': {
    status: 409,
    title: 'The job has no end that was seen',
    explanation: 'Only what an upstream keeps of a job that ended, and whose end is known here, can be deleted there.',
  },
  'delete-unsupported': {
    status: 409,
    title: 'The upstream cannot delete what it keeps of the job',
    explanation: 'See `capabilities.delete` of the job and of the connection. A pointer has nothing to be deleted.',
  },
  'delete-rejected': {
    status: 409,
    title: 'The upstream refused to delete what it keeps of the job',
    explanation: 'It understood the wish and did not follow it; `detail` and `upstreamCode` say why.',
  },
  'start-unsupported': {
    status: 409,
    title: 'Jobs cannot be started on this connection',
    explanation: 'Its provider cannot start jobs: see `capabilities.start` of the connection.',
  },
  'start-rejected': {
    status: 409,
    title: 'The upstream refused to start the job',
    explanation:
      'It understood the request and did not follow it; `detail` and `upstreamCode` say why. Nothing was started.',
  },
  'list-unsupported': {
    status: 404,
    title: 'The upstream has no list of its jobs',
    explanation: 'See `capabilities.list` of the connection. The jobs that are tracked are found at `GET /jobs`.',
  },
  'runs-unsupported': {
    status: 404,
    title: 'There is no list of runs',
    explanation:
      'The upstream does not tell the earlier runs of its pointers (`capabilities.runs` of the connection), or the key is not that of a pointer.',
  },
  'request-in-progress': {
    status: 409,
    title: 'The same request is being answered',
    explanation:
      'Another request with this `Idempotency-Key` has not been answered yet. Repeat it after `Retry-After`: you will get its answer.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The key belongs to another request',
    explanation:
      'This `Idempotency-Key` came with another address or body before. Take a new one for each thing that you want done.',
  },
  'operation-not-allowed': {
    status: 422,
    title: 'The connection does not allow this operation',
    explanation:
      'The body is well formed, but its operation is not among those that the configuration of the connection allows (`options.allowedOperations`).',
  },
  'no-job-created': {
    status: 502,
    title: 'The upstream made no job of it',
    explanation: 'It took the request, and may have acted, but named no job that could be followed.',
  },
  'upstream-refused': {
    status: 502,
    title: 'The upstream refused to answer',
    explanation: 'It understood the question and gave no answer; `detail` and `upstreamCode` say why.',
  },
  'upstream-unavailable': {
    status: 503,
    title: 'The upstream cannot be asked now',
    explanation:
      'It is away, asked for a pause, refuses the credentials of the gateway, or gave an answer that cannot be used: see `health` of the connection. Nothing was done. Repeat the request after `Retry-After`.',
  },
  'no-worker': {
    status: 503,
    title: 'No worker took the request',
    explanation:
      'None cares for the connection now, or it is busy. Nothing was done, and nothing will be. Repeat the request after `Retry-After`.',
  },
  'outcome-unknown': {
    status: 504,
    title: 'What came of it is not known',
    explanation:
      'The upstream was asked, or may have been, and no answer is known. It is not asked again by itself. Look whether it acted; repeated with the same `Idempotency-Key`, the request is answered with what is known by then.',
  },
  'store-unavailable': {
    status: 503,
    title: 'The store cannot be reached',
    explanation: 'The gateway cannot reach Redis at the moment. Nothing is lost: repeat the request later.',
  },
  'issuer-unavailable': {
    status: 503,
    title: 'Tokens cannot be verified at the moment',
    explanation:
      'The gateway has not been able to read the public keys of the issuer of tokens so far. That says nothing of the token: repeat the request later. API keys work.',
  },
  'fresh-answer-unavailable': {
    status: 504,
    title: 'No answer of the wanted freshness',
    explanation:
      'The request asked for a fresh observation with `Prefer: handling=strict`, and none could be had in time: without that preference the last known answer would have been sent. Or it asked with `Cache-Control: only-if-cached` for more than what is known.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;
