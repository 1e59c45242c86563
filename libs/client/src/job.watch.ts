import { messagesOf } from './event.messages.js';
import { unwrap, jsonOf, type GatewayTransport } from './gateway.transport.js';
import { GatewayProblem, problemOf } from './gateway.problem.js';
import type { components } from './generated/openapi.js';
import { retryDelayOf, sendWithRetry, streamHeaders } from './retrying.transport.js';

type Job = components['schemas']['Job'];

/** How a gateway without streams answers: no such route, or not in this form. */
const NO_STREAM = [404, 405, 406];

/** A stream is reopened after this time: it never reports a job that was lost with Redis. */
const MAX_STREAM_AGE_MS = 60_000;

/**
 * A job as it is, then each of its changes, the last of which is its end. Throws the problem `job-not-found` when the
 * gateway no longer knows it.
 */
export async function* watchJob(
  exchange: GatewayTransport,
  id: string,
  signal?: AbortSignal,
  maxStreamAgeMs = MAX_STREAM_AGE_MS,
): AsyncGenerator<Job, void, undefined> {
  let last: Job | null = null;
  let lastEventId = '';
  for (;;) {
    const stream = new AbortController();
    const signals = AbortSignal.any([stream.signal, ...(signal ? [signal] : [])]);
    const path = `/jobs/${encodeURIComponent(id)}/events`;
    const options = { headers: streamHeaders(lastEventId), signal: signals };
    const response = await sendWithRetry(exchange, path, options, last !== null, NO_STREAM);
    // Nothing more to come: the present state is read without tracking the job.
    if (response?.status === 204) {
      const job = await presentJob(exchange, id, signal);
      if (job === null) throw noLongerKnown(id);
      if (hasChanged(job, last)) yield (last = job);
      if (job.terminal) return;
      lastEventId = '';
    }
    if (response !== null && NO_STREAM.includes(response.status)) {
      const body = await jsonOf(response);
      if (response.status === 404 && codeOf(body) !== 'route-not-found') throw problemOf(response, body);
      return yield* pollJob(exchange, id, signal);
    }
    if (response?.ok && response.body !== null) {
      const timer = setTimeout(() => stream.abort(), maxStreamAgeMs);
      let isReset = false;
      try {
        for await (const { event, data, id: eventId } of messagesOf(response.body, signal, stream.signal)) {
          lastEventId = eventId ?? lastEventId;
          isReset ||= event === 'reset';
          if (event === 'gone' && !isReset) throw noLongerKnown(id);
          // Perhaps lost with Redis: a stream from the beginning makes the gateway poll the job.
          if (event === 'gone') lastEventId = '';
          if (event !== 'snapshot' && event !== 'job') continue;
          const job = JSON.parse(data) as Job;
          if (hasChanged(job, last)) yield job;
          last = job;
          isReset = false;
          if (job.terminal) return;
        }
      } finally {
        clearTimeout(timer);
      }
    }
    await exchange.pause(retryDelayOf(response), signal);
  }
}

/** Asks again when the gateway recommends it, and has unchanged answers left out. */
async function* pollJob(
  exchange: GatewayTransport,
  id: string,
  signal?: AbortSignal,
): AsyncGenerator<Job, void, undefined> {
  let etag: string | null = null;
  let last: Job | null = null;
  for (;;) {
    const headers: Record<string, string> = etag === null ? {} : { 'if-none-match': etag };
    const path = `/jobs/${encodeURIComponent(id)}`;
    const response = await sendWithRetry(exchange, path, { headers, signal }, last !== null, [304]);
    const body = response === null || response.status === 304 ? null : await jsonOf(response);
    if (response?.ok) {
      const job = body as Job;
      etag = response.headers.get('etag');
      if (hasChanged(job, last)) yield job;
      last = job;
      if (job.terminal) return;
    }
    await exchange.pause(retryDelayOf(response), signal);
  }
}

function hasChanged(job: Job, last: Job | null): boolean {
  return job.revision !== last?.revision || job.trackedAt !== last.trackedAt || job.terminal !== last.terminal;
}

/** As the gateway knows it; null: it does not. */
async function presentJob(exchange: GatewayTransport, id: string, signal?: AbortSignal): Promise<Job | null> {
  const { items } = unwrap(await exchange.api.POST('/jobs/batch', { body: { ids: [id] }, signal }));
  return items[0]?.job ?? null;
}

const noLongerKnown = (id: string): GatewayProblem =>
  new GatewayProblem(404, 'job-not-found', `The gateway no longer knows ${id}: it was untracked, or has expired.`);

function codeOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : null;
}
