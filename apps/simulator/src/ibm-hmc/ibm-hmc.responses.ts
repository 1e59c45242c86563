import { htmlPage, type WireResponse, type Call, type VendorResponses } from '../wire.js';
import { parseJson } from '../wire.body.js';

const SERVER = 'zSeries management console API web server / 1.0';
const CHUNKED_FROM_BYTES = 1024;
let requestNumber = 0;

/** An empty or JSON answer with the headers of the console; JSON is compact, and larger bodies go out in chunks. */
export function consoleResponse(status: number, content?: unknown, extra: Record<string, string> = {}): WireResponse {
  requestNumber = (requestNumber + 1) % 0xffffff;
  const headers: Record<string, string> = {
    server: SERVER,
    'cache-control': 'no-cache',
    date: new Date().toUTCString(),
    'x-request-id': `Sx${requestNumber.toString(16)}`,
    ...extra,
  };
  if (content === undefined) return { status, headers };
  headers['content-type'] = 'application/json;charset=UTF-8';
  const body = JSON.stringify(content);
  return { status, headers, body, chunked: body.length >= CHUNKED_FROM_BYTES };
}

/** The standard error body. It echoes the request's headers, the session among them, as the console does. */
export function consoleError(
  call: Call,
  status: number,
  reason: number,
  message: string,
  user: string | null = null,
): WireResponse {
  const parsed = call.body === '' ? null : parseJson(call.body);
  return consoleResponse(status, {
    'http-status': status,
    reason,
    message,
    'request-method': call.method,
    'request-uri': call.path,
    'request-query-parms': [...call.query].map(([name, value]) => ({ name, value })),
    'request-headers': call.headers,
    'request-authenticated-as': user,
    'request-body': parsed ?? null,
    'request-body-as-string': parsed === undefined ? call.body : null,
    'request-body-as-string-partial': parsed === undefined ? false : null,
  });
}

export function unknownUri(call: Call, user: string | null = null): WireResponse {
  return consoleError(
    call,
    404,
    1,
    'The request URI does not designate an existing resource of the expected type.',
    user,
  );
}

export function webServicesDisabled(): WireResponse {
  return htmlPage(500, 'Console Configuration Error', 'javax.servlet.ServletException: Web Services are not enabled.');
}

export const ibmHmcResponses: VendorResponses = {
  unknownRoute: (call, allowed) =>
    allowed.length === 0
      ? unknownUri(call)
      : consoleError(call, 405, 0, `The method ${call.method} is not supported for this URI.`),
  internalError: (call) => consoleError(call, 500, 0, 'An internal processing error has occurred.'),
  htmlError: () =>
    htmlPage(500, 'Console Internal Error', 'The console has met an internal error. Details: see the console log.'),
  throttled: (call) => consoleError(call, 429, 0, 'Too many requests.'),
  wrongShape: () => consoleResponse(200, [{ unexpected: true }]),
  padding: { type: 'application/json;charset=UTF-8', head: '{"status":"running","padding":"', tail: '"}' },
};
