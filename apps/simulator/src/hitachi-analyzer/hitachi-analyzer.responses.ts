import { htmlPage, type WireResponse, type VendorResponses } from '../wire.js';

export function analyzerResponse(status: number, content: unknown): WireResponse {
  return {
    status,
    headers: { Server: 'Jetty', 'Content-Type': 'application/json;charset=utf-8' },
    body: JSON.stringify(content),
    chunked: true,
  };
}

/** `code` has eight hexadecimal digits, the first ones differing from action to action. */
export function analyzerError(status: number, code: string, error: string): WireResponse {
  return analyzerResponse(status, { code, error });
}

export function notCached(status: number): WireResponse {
  return analyzerError(status, '720600E6', 'Response is not present in the cache for the given requestId.');
}

export const hitachiAnalyzerResponses: VendorResponses = {
  unknownRoute: (call, allowed) =>
    allowed.length === 0
      ? htmlPage(404, 'Error 404 Not Found', 'Powered by Jetty')
      : analyzerError(
          405,
          'C60100E0',
          `HTTP method [${call.method}] is not supported for action [${call.query.get('action') ?? ''}]`,
        ),
  internalError: () => analyzerError(500, '720600E2', 'Application encountered an internal error.'),
  htmlError: () => htmlPage(500, 'Error 500 Server Error', 'Powered by Jetty'),
  throttled: () => htmlPage(429, 'Error 429 Too Many Requests', 'Powered by Jetty'),
  wrongShape: () => analyzerResponse(200, { portal: { ready: true } }),
  padding: {
    type: 'application/json;charset=utf-8',
    head: '{"status":{"total":1,"matched":0,"processed":0,"completed":false,"aborted":false,"hasErrors":"false"},"result":[{"name":"',
    tail: '"}]}',
  },
};
