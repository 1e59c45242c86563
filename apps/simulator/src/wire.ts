import type { IncomingHttpHeaders } from 'node:http';

/** A request as the upstreams see it. */
export interface Call {
  readonly method: string;
  readonly path: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** What the route's pattern captured, still percent-encoded. */
  readonly captures: readonly string[];
  /** Scripted fault: an undocumented status. */
  readonly unknownStatus: boolean;
  /** Scripted fault: valid credentials are rejected. */
  readonly refuseCredentials: boolean;
  /** Waits, ending early when the simulator closes. */
  pause(milliseconds: number): Promise<void>;
}

/** A response as bytes: no Content-Length when `chunked`. */
export interface WireResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly chunked?: boolean;
}

export interface Route {
  /** As the call log names it: `GET /api/jobs/{id}`. */
  readonly name: string;
  readonly method: string;
  readonly pattern: RegExp;
  /** The `action` parameter that belongs to this route, where the verb stands in the query. */
  readonly action?: string;
  /** A log-on: counted as such, and spared by faults that spoil bodies. */
  readonly logon?: boolean;
  /** The job that is asked for, as the call log counts it. */
  jobId?(captures: readonly string[], query: URLSearchParams): string | undefined;
  handle(call: Call): WireResponse | Promise<WireResponse>;
}

/** A route of its name: `{id}` captures a segment, `{id:\\d+}` what the expression matches. */
export function route(method: string, path: string, handle: Route['handle'], more: Partial<Route> = {}): Route {
  const pattern = new RegExp(`^${path.replaceAll(/\{\w+(?::([^}]+))?\}/g, (_, form = '[^/]+') => `(${form})`)}$`);
  return { name: `${method} ${path.replaceAll(/:[^}]+\}/g, '}')}`, method, pattern, handle, ...more };
}

/** The vendor's responses for errors and unknown routes. */
export interface VendorResponses {
  unknownRoute(call: Call, allowedMethods: readonly string[]): WireResponse;
  internalError(call: Call): WireResponse;
  htmlError(call: Call): WireResponse;
  throttled(call: Call): WireResponse;
  /** A good body of this media type that is not what was asked for. */
  wrongShape(call: Call): WireResponse;
  /** Around the padding of an endless body. */
  readonly padding: { readonly type: string; readonly head: string; readonly tail: string };
}

export function htmlPage(status: number, title: string, text: string): WireResponse {
  return {
    status,
    headers: { 'Content-Type': 'text/html;charset=utf-8' },
    body: `<!DOCTYPE html>\n<html><head><title>${title}</title></head>\n<body><h1>${title}</h1><p>${text}</p></body></html>\n`,
  };
}

/** The log-in page that a portal or proxy puts in the place of an answer. */
export function loginPage(): WireResponse {
  return htmlPage(200, 'Sign in', '<form method="post" action="/login"><input name="username"></form>');
}
