import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { messagesOf } from './event.messages.js';

/** A request lives no longer than until its answer begins, unless somebody keeps it. */
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('messages of a stream that goes on', () => {
  let server: Server;
  let request: WeakRef<Request>;
  let isGarbage: boolean;
  beforeEach(async () => {
    isGarbage = false;
    server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: snapshot\ndata: {}\n\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function opened(signal: AbortSignal) {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const sent = new Request(url, { signal: AbortSignal.any([signal]) });
    request = new WeakRef(sent);
    const { body } = await fetch(sent);
    return body as ReadableStream<Uint8Array<ArrayBuffer>>;
  }

  /** What became of it: the number of messages, or what was thrown. */
  async function read(messages: AsyncIterable<unknown>, first: () => void): Promise<number | string> {
    let count = 0;
    try {
      for await (const _ of messages) if ((count += 1) === 1) first();
      return count;
    } catch (error) {
      return (error as Error).name;
    }
  }

  const afterGarbage = async (act: () => void) => {
    // Each takes a second in a process that has run many tests on a busy machine.
    for (let nth = 0; nth < 20 && !isGarbage; nth += 1) {
      // What was looked at stays until the turn ends.
      await new Promise((resolve) => setTimeout(resolve, 5));
      collectGarbage();
      isGarbage = request.deref() === undefined;
    }
    act();
  };

  it('end when they are to stop, although the request is garbage by then', async () => {
    const stop = new AbortController();
    const messages = messagesOf(await opened(stop.signal), undefined, stop.signal);
    expect(await read(messages, () => void afterGarbage(() => stop.abort()))).toBe(1);
    expect(isGarbage).toBe(true);
  });

  it('throw when their reader gives up, although the request is garbage by then', async () => {
    const controller = new AbortController();
    const messages = messagesOf(await opened(controller.signal), controller.signal);
    expect(await read(messages, () => void afterGarbage(() => controller.abort()))).toBe('AbortError');
    expect(isGarbage).toBe(true);
  });
});
