import { EventSourceParserStream, type EventSourceMessage } from 'eventsource-parser/stream';

/**
 * The messages of a body of Server-Sent Events, until it ends or breaks off, or `stop` is aborted; all end the
 * iteration alike. Throws when `signal` is aborted. That the request was made with these signals does not suffice: a `Request` that
 * is garbage passes no abort on.
 */
export async function* messagesOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal?: AbortSignal,
  stop?: AbortSignal,
): AsyncGenerator<EventSourceMessage, void, undefined> {
  const text = body.pipeThrough(new TextDecoderStream());
  const reader = text.pipeThrough(new EventSourceParserStream()).getReader();
  const cancel = () => void reader.cancel().catch(() => undefined);
  for (const one of [signal, stop]) one?.addEventListener('abort', cancel, { once: true });
  try {
    while (!signal?.aborted && !stop?.aborted) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done || value === undefined) break;
      yield value;
    }
    signal?.throwIfAborted();
  } finally {
    for (const one of [signal, stop]) one?.removeEventListener('abort', cancel);
    await reader.cancel().catch(() => undefined);
  }
}
