import { messagesOf } from './event.messages.js';
import { unwrap, type GatewayTransport } from './gateway.transport.js';
import type { components, operations } from './generated/openapi.js';
import { retryDelayOf, sendWithRetry, streamHeaders } from './retrying.transport.js';

type Job = components['schemas']['Job'];

/** The filters of a list, without what says which part of it. */
export type EventFilter = Omit<
  NonNullable<operations['streamEvents']['parameters']['query']>,
  'format' | 'after' | 'updatedSince'
>;

/** What happens to a list; `place`: where to go on after it, null: where it was before. */
export type ListChange = { place: string | null } & (
  | /** A job as it is now; the filter lets it through. */ { kind: 'job'; job: Job }
  | /** The job is gone, or the filter no longer lets it through. */ { kind: 'gone'; id: string }
  | /** Changes were missed: reload the list. The latest thousand jobs follow. */ {
      kind: 'reset';
    }
);

/** Nothing has changed since then, so that no jobs are sent along. */
const FAR_FUTURE = '9999-12-31T23:59:59.999Z';

/** The present position in the event stream. To miss nothing: get it, list, then watch from it. */
export async function currentPosition(
  exchange: GatewayTransport,
  filter: EventFilter,
  signal?: AbortSignal,
): Promise<string | null> {
  const query = { ...filter, updatedSince: FAR_FUTURE, format: 'json' as const };
  const page = unwrap(await exchange.api.GET('/events', { params: { query }, signal }));
  return (page as components['schemas']['EventPage']).next;
}

/** Each change to a list from a place on until the consumer stops. */
export async function* watchList(
  exchange: GatewayTransport,
  filter: EventFilter,
  place: string | null,
  signal?: AbortSignal,
): AsyncGenerator<ListChange, void, undefined> {
  const path = `/events${queryOf(filter)}`;
  let lastEventId = place ?? '';
  for (let isKnown = false; ; isKnown = true) {
    const options = { headers: streamHeaders(lastEventId), signal };
    const response = await sendWithRetry(exchange, path, options, isKnown);
    if (response?.ok && response.body !== null) {
      for await (const { event, data, id } of messagesOf(response.body, signal)) {
        if (id) lastEventId = id;
        const change = changeOf(event, data, id || null);
        if (change !== null) yield change;
      }
    }
    await exchange.pause(retryDelayOf(response), signal);
  }
}

function changeOf(event: string | undefined, data: string, place: string | null): ListChange | null {
  if (event === 'snapshot' || event === 'job') return { kind: 'job', job: JSON.parse(data) as Job, place };
  if (event === 'gone') return { kind: 'gone', id: (JSON.parse(data) as { id: string }).id, place };
  return event === 'reset' ? { kind: 'reset', place } : null;
}

function queryOf(filter: EventFilter): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    for (const one of [value ?? []].flat()) parameters.append(name, String(one));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
