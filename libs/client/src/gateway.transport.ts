import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './generated/openapi.js';
import { GatewayUnreachable, problemOf } from './gateway.problem.js';

export interface TransportOptions {
  /** Where the gateway is: `https://jobgate.example`. */
  url: string;
  /** An API key or a token; null where anonymous callers may read. */
  key: string | null;
  fetch?: (request: Request) => Promise<Response>;
  /** Waits; for tests, that need not. */
  pause?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Requests to one gateway. */
export class GatewayTransport {
  /** Every operation of the OpenAPI document, typed. */
  readonly api: Client<paths>;
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  private readonly url: string;
  private readonly headers: Record<string, string>;
  private readonly fetch: (request: Request) => Promise<Response>;

  constructor({ url, key, fetch = globalThis.fetch, pause = wait }: TransportOptions) {
    this.url = url.replace(/\/+$/, '');
    this.headers = key === null ? {} : { authorization: `Bearer ${key}` };
    this.fetch = async (request) => {
      try {
        return await fetch(allowStale(request));
      } catch (error) {
        request.signal.throwIfAborted();
        throw new GatewayUnreachable(this.url, error);
      }
    };
    this.pause = pause;
    this.api = createClient<paths>({ baseUrl: this.url, headers: this.headers, fetch: this.fetch });
  }

  /** A request whose answer is read as it comes. */
  async send(path: string, options: RequestInit = {}): Promise<Response> {
    const headers = { ...this.headers, ...(options.headers as Record<string, string> | undefined) };
    return this.fetch(new Request(this.url + path, { ...options, headers }));
  }
}

/**
 * With a condition, `fetch` of itself adds `Cache-Control: no-cache` (Fetch, "HTTP-network-or-cache fetch"), which asks the
 * gateway for a fresh poll upstream. Requests that did not ask for one accept stale responses.
 */
function allowStale(request: Request): Request {
  const { headers } = request;
  if (headers.has('if-none-match') && !headers.has('cache-control')) headers.set('cache-control', 'max-stale');
  return request;
}

/** What was answered, or the problem thrown. */
export function unwrap<Data>({ data, error, response }: { data?: Data; error?: unknown; response: Response }): Data {
  if (data === undefined || !response.ok) throw problemOf(response, error);
  return data;
}

/** The body as JSON; null where it is none. */
export async function jsonOf(response: Response): Promise<unknown> {
  return response.json().catch(() => null) as Promise<unknown>;
}

function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const abort = () => {
      clearTimeout(timer);
      reject(signal!.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
