import { EventSourceParserStream, type EventSourceMessage } from 'eventsource-parser/stream';

/** The messages of a body of Server-Sent Events, until it ends or breaks off; both look the same to the reader. */
export async function* messagesOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal?: AbortSignal,
): AsyncGenerator<EventSourceMessage, void, undefined> {
  const text = body.pipeThrough(new TextDecoderStream());
  const reader = text.pipeThrough(new EventSourceParserStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch {
    signal?.throwIfAborted();
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
