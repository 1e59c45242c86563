/** What a newcomer has to know before the first call, in one screen. */
export const DESCRIPTION = `One address for every asynchronous job, whatever system runs it: \`GET /jobs/{id}\`.

**Ids.** \`<connection>~<key>\`, for example \`hmc-lab~86e44546-107f-11e1-bde0-0010184c8334\`. A connection is one configured
upstream system; \`GET /connections\` names them and the forms of their keys. A key of other characters than
\`A-Z a-z 0-9 . _ -\` is written as \`~\` and the base64url form of its UTF-8 bytes. Clients can build ids without asking.

**Two axes.** \`state\` is what the upstream last said of the job; \`observation\` is how well that is known. Trouble in observing
never changes \`state\`: failed, lost and stale jobs are all answered with 200.

**Freshness.** \`Age\` counts from the last observation, \`Cache-Control\` and \`Retry-After\` lead to the next one, \`Cache-Status\`
(RFC 9211) says how the answer came about. Ask for a younger one with \`Cache-Control: max-age=<seconds>\` or \`no-cache\`, and
with \`Prefer: handling=strict\` get 504 rather than an older one. \`If-None-Match\` with the \`ETag\` of before saves the body, and
\`Prefer: wait=<seconds>\` beside it waits for a change. \`GET /events\` tells of all of them (Server-Sent Events).

**Acting.** Cancel, start and delete upstream are done at most once; where it is not known whether the upstream took it, the answer
says so. With an \`Idempotency-Key\` a request can be repeated without fear.

**Problems.** Whatever goes wrong is \`application/problem+json\` (RFC 9457) with a stable \`code\`; \`type\` leads to a page about it.

**Access.** \`Authorization: Bearer <key or token>\` or \`X-API-Key: <key>\`. What a caller may not see does not exist for them.

Times are RFC 3339 in UTC. \`null\` means "not known or does not apply". Every GET answers HEAD as well.`;

export const TAGS = {
  Jobs: 'Find, track and read jobs.',
  Events: 'Hear of changes as they happen.',
  Connections: 'The upstream systems: what they can do, and how they are.',
  Audit: 'Who asked for what.',
  Webhooks: 'Be told of changes instead of asking: subscriptions, and what was delivered to them.',
  Health: 'Probes for whoever runs the gateway.',
  Documentation: 'This document, and the pages that explain problems.',
};
