import { messagesOf } from './event.messages.js';
import { jsonOf, type GatewayExchange } from './gateway.exchange.js';
import { problemOf } from './gateway.problem.js';
import type { components } from './generated/openapi.js';
import { LATER, pauseOf, sendPatiently } from './patient.exchange.js';

type Job = components['schemas']['Job'];

/** How a gateway without streams answers: no such route, or not in this form. */
const NO_STREAM = new Set([404, 405, 406]);

/** A job as it is, then each of its changes, until it has ended. */
export async function* watchJob(
  exchange: GatewayExchange,
  id: string,
  signal?: AbortSignal,
): AsyncGenerator<Job, void, undefined> {
  let last: Job | null = null;
  let lastEventId = '';
  for (;;) {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    if (lastEventId !== '') headers['last-event-id'] = lastEventId;
    const path = `/jobs/${encodeURIComponent(id)}/events`;
    const response = await sendPatiently(exchange, path, { headers, signal }, last !== null);
    // Nothing more to come: the job has ended, or is gone.
    if (response?.status === 204) return;
    if (response !== null && NO_STREAM.has(response.status)) {
      const body = await jsonOf(response);
      if (response.status === 404 && codeOf(body) !== 'route-not-found') throw problemOf(response, body);
      return yield* pollJob(exchange, id, signal);
    }
    if (response !== null && !response.ok && !LATER.has(response.status))
      throw problemOf(response, await jsonOf(response));
    if (response?.ok && response.body !== null) {
      for await (const { event, data, id: eventId } of messagesOf(response.body, signal)) {
        lastEventId = eventId ?? lastEventId;
        if (event !== 'snapshot' && event !== 'job') continue;
        const job = JSON.parse(data) as Job;
        if (job.revision !== last?.revision) yield job;
        last = job;
        if (job.terminal) return;
      }
    }
    await exchange.pause(pauseOf(response), signal);
  }
}

/** Asks again when the gateway recommends it, and has unchanged answers left out. */
export async function* pollJob(
  exchange: GatewayExchange,
  id: string,
  signal?: AbortSignal,
): AsyncGenerator<Job, void, undefined> {
  let etag: string | null = null;
  let revision: number | null = null;
  for (;;) {
    const headers: Record<string, string> = etag === null ? {} : { 'if-none-match': etag };
    const path = `/jobs/${encodeURIComponent(id)}`;
    const response = await sendPatiently(exchange, path, { headers, signal }, revision !== null);
    const body = response === null || response.status === 304 ? null : await jsonOf(response);
    const isRefused = response !== null && !response.ok && response.status !== 304 && !LATER.has(response.status);
    if (isRefused) throw problemOf(response, body);
    if (response?.ok) {
      const job = body as Job;
      etag = response.headers.get('etag');
      if (job.revision !== revision) yield job;
      revision = job.revision;
      if (job.terminal) return;
    }
    await exchange.pause(pauseOf(response), signal);
  }
}

function codeOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : null;
}
