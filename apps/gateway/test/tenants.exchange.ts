import { request, type IncomingHttpHeaders } from 'node:http';

export interface Exchanged {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** A stream that says nothing for so long has said what it had to say at first. */
const STREAM_MS = 150;

let addresses = 0;
/** Each request has an address of its own, so that none is refused for what others sent. */
const ofNextAddress = () => ({ 'x-forwarded-for': `198.18.${(addresses += 1) >> 8}.${addresses & 255}` });

/** Sends a request as it is; of an answer that does not end by itself, what comes at first. */
export function exchange(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Exchanged> {
  const content = body === undefined ? undefined : JSON.stringify(body);
  const ofBody = content === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const call = request(
      `${url}${path}`,
      { method, headers: { ...ofNextAddress(), ...headers, ...ofBody } },
      (response) => {
        let text = '';
        const done = () => {
          resolve({ status: response.statusCode!, headers: response.headers, text });
          call.destroy();
        };
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', done);
        if (/event-stream/.test(response.headers['content-type'] ?? '')) setTimeout(done, STREAM_MS);
      },
    );
    call.on('error', reject);
    call.end(content);
  });
}

/** A stream that goes on until it is closed. */
export interface Listening {
  /** Everything that has come so far. */
  readonly text: string;
  close(): void;
}

/** Opens a stream of events; resolves when it is open. */
export function listen(url: string, path: string, headers: Record<string, string>): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const call = request(`${url}${path}`, { headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      // It is closed by us, in the middle.
      response.on('error', () => undefined);
      resolve({
        get text() {
          return text;
        },
        close: () => call.destroy(),
      });
    });
    call.on('error', reject);
    call.end();
  });
}
