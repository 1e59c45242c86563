/** What a newcomer has to know before the first call, in one screen. */
export const DESCRIPTION = `One API for every asynchronous job, whatever system runs it: \`GET /jobs/{id}\`.

**Ids.** \`<connection>~<key>\`, for example \`hmc-lab~86e44546-107f-11e1-bde0-0010184c8334\`. A connection is one configured
upstream system; \`GET /connections\` lists them and the forms of their keys. A key with characters other than
\`A-Z a-z 0-9 . _ -\` is written as \`~\` and the base64url form of its UTF-8 bytes. Clients can build ids without a request.

**State and observation.** \`state\` is the last state that the upstream reported; \`observation\` is the freshness of that report.
A failed poll never changes \`state\`: failed, lost and stale jobs all return 200.

**Freshness.** \`Age\` counts from the last usable upstream response. \`Cache-Control\` and \`Retry-After\` give the time until the next
poll. \`Cache-Status\` (RFC 9211) names the source of the response. To request fresher data, send \`Cache-Control: max-age=<seconds>\` or
\`no-cache\`; with \`Prefer: handling=strict\` stale data becomes 504. \`If-None-Match\` with the last \`ETag\` saves the body, and with
\`Prefer: wait=<seconds>\` waits for a change (long polling). \`GET /events\` streams all changes (Server-Sent Events).

**Operations.** Cancel, start and delete upstream are executed at most once. If the outcome is unknown, the response says so. With an
\`Idempotency-Key\` a request can be retried safely.

**Problems.** Every error is \`application/problem+json\` (RFC 9457) with a stable \`code\`; \`type\` links to a page that explains it.

**Access.** \`Authorization: Bearer <key or token>\` or \`X-API-Key: <key>\`. Resources that a caller has no access to return 404.

Times are RFC 3339 in UTC. \`null\` means "unknown or not applicable". HEAD is supported for every GET.`;

export const TAGS = {
  Jobs: 'Find, track and read jobs.',
  Events: 'Stream changes as they happen.',
  Connections: 'The upstream systems, their capabilities and health.',
  Audit: 'The audit log.',
  Webhooks: 'Receive changes by webhook: subscriptions and their deliveries.',
  Health: 'Liveness and readiness probes.',
  Documentation: 'This document, and the pages that explain problems.',
};
