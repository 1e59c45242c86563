interface HeaderDescription {
  description: string;
  required: boolean;
  schema: { type: 'string' | 'integer'; minimum?: number; format?: string };
  example: string | number;
}

function text(description: string, example: string, required = true): HeaderDescription {
  return { description, required, schema: { type: 'string' }, example };
}

function seconds(description: string, example: number, required = true): HeaderDescription {
  return { description, required, schema: { type: 'integer', minimum: 0 }, example };
}

/** Every response header that means something to callers. */
export const HEADERS = {
  ETag: text('The revision, as a weak validator for `If-None-Match`.', 'W/"1795248001516"'),
  'Last-Modified': text('When the gateway last observed a change of the job.', 'Sat, 21 Nov 2026 08:04:14 GMT'),
  Age: seconds('Seconds since the last observation. Absent before the first one.', 3, false),
  'Cache-Control': text('How long the response may be cached, and by whom.', 'private, max-age=8'),
  'Cache-Status': text('The source of the response (RFC 9211).', 'jobgate; hit'),
  'Retry-After': seconds('Seconds to wait before the next request.', 5, false),
  Vary: text('The response depends on the credentials.', 'Authorization, X-API-Key'),
  Location: text('The address of the job or of the created resource.', '/jobs/dm-prod~9'),
  'Jobgate-Webhook': text('The id of the subscription that was named for the job.', 'wh_2kC1cXhVw1mZ0q8sW4tY', false),
  'Jobgate-Webhook-Secret': text(
    'The secret of that subscription, if it was just created for this URL. It is not returned again.',
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    false,
  ),
  'WWW-Authenticate': text('The required authentication (RFC 6750).', 'Bearer realm="jobgate"'),
  'RateLimit-Policy': text(
    'The caller’s quota for requests of this kind, if there is one: `q` requests in `w` seconds (draft-ietf-httpapi-ratelimit-headers).',
    '"polls";q=2000;w=1',
    false,
  ),
  RateLimit: text('The remaining requests; the window ends in `t` seconds.', '"polls";r=1999;t=1', false),
  'Preference-Applied': text('The preferences that were honored (RFC 7240).', 'handling=strict', false),
  'Content-Location': text('The address of the job in the body.', '/jobs/dm-prod~9'),
  'Idempotency-Replayed': text('This is the response to an earlier request with the same key.', 'true', false),
} as const satisfies Record<string, HeaderDescription>;

export type HeaderName = keyof typeof HEADERS;

/** The headers of one answer, by reference. */
export function headers(...names: HeaderName[]): Record<string, { $ref: string }> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
