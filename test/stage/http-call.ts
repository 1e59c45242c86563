import { Agent, request, type IncomingHttpHeaders } from 'node:http';

export interface HttpCall {
  method?: string | undefined;
  headers?: Record<string, string> | undefined;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
  timeoutMs?: number | undefined;
}

export interface HttpAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/**
 * One HTTP exchange whose headers are exactly the given ones. `fetch` adds its own: with `If-None-Match` it also sends
 * `Cache-Control: no-cache` (Fetch, §4.6 "HTTP-network-or-cache fetch"), which requests a fresh poll from the gateway.
 */
export function callHttp(url: string, call: HttpCall = {}, agent?: Agent): Promise<HttpAnswer> {
  const { method = 'GET', headers = {}, body, timeoutMs = 30_000 } = call;
  const content = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const length = content === undefined ? {} : { 'content-length': String(Buffer.byteLength(content)) };
  const type = content === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, agent: agent ?? false, headers: { ...type, ...length, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      },
    );
    sent.setTimeout(timeoutMs, () => sent.destroy(new Error(`no answer from ${url} within ${timeoutMs} ms`)));
    sent.once('error', (error: NodeJS.ErrnoException) => {
      // The server may close an idle connection at the moment in which it is used again; then nothing was asked yet.
      const isStale = sent.reusedSocket && error.code === 'ECONNRESET' && method === 'GET';
      if (isStale) callHttp(url, call, agent).then(resolve, reject);
      else reject(error);
    });
    sent.end(content);
  });
}
