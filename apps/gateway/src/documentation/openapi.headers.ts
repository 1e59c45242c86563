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
  'Last-Modified': text('When the job last changed, as the gateway saw it.', 'Sat, 21 Nov 2026 08:04:14 GMT'),
  Age: seconds('Seconds since the last observation. Absent before the first one.', 3, false),
  'Cache-Control': text('How long the answer may be kept and by whom.', 'private, max-age=8'),
  'Cache-Status': text('How the answer came about (RFC 9211).', 'jobgate; hit'),
  'Retry-After': seconds('Seconds after which asking again makes sense.', 5, false),
  Vary: text('The credentials decide what is seen.', 'Authorization, X-API-Key'),
  Location: text('The address of the job, or of what was made.', '/jobs/dm-prod~9'),
  'Jobgate-Webhook': text(
    'The subscription that hears of the job because it was named.',
    'wh_2kC1cXhVw1mZ0q8sW4tY',
    false,
  ),
  'Jobgate-Webhook-Secret': text(
    'Its secret, where it was made for this URL just now: this once.',
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    false,
  ),
  'WWW-Authenticate': text('What is wanted (RFC 6750).', 'Bearer realm="jobgate"'),
  'RateLimit-Policy': text(
    'The quota of the caller for requests of this kind, where there is one: `q` requests in `w` seconds (draft-ietf-httpapi-ratelimit-headers).',
    '"polls";q=2000;w=1',
    false,
  ),
  RateLimit: text('How many are left of it, for `t` seconds.', '"polls";r=1999;t=1', false),
  'Preference-Applied': text('The preferences that were heeded (RFC 7240).', 'handling=strict', false),
  'Content-Location': text('The address of the job in the body.', '/jobs/dm-prod~9'),
  'Idempotency-Replayed': text('The request was answered before; this is that answer.', 'true', false),
} as const satisfies Record<string, HeaderDescription>;

export type HeaderName = keyof typeof HEADERS;

/** The headers of one answer, by reference. */
export function headers(...names: HeaderName[]): Record<string, { $ref: string }> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
