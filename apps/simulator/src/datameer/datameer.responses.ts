import { htmlPage, type WireResponse, type VendorResponses } from '../wire.js';

/** Datameer prints its bodies over several lines. */
export function prettyResponse(content: unknown, status = 200): WireResponse {
  return {
    status,
    headers: { Server: 'Apache-Coyote/1.1', 'Content-Type': 'application/json;charset=UTF-8' },
    body: JSON.stringify(content, null, 2),
    chunked: true,
  };
}

/** The body of an HTTP error means nothing here: a page of the servlet container. */
export function containerError(status: number, title: string, extra: Record<string, string> = {}): WireResponse {
  const page = htmlPage(status, `HTTP Status ${status} - ${title}`, 'Apache Tomcat');
  return { ...page, headers: { ...page.headers, ...extra } };
}

export function emptyResponse(): WireResponse {
  return { status: 200 };
}

export const datameerResponses: VendorResponses = {
  unknownRoute: (_call, allowed) =>
    allowed.length === 0 ? containerError(404, 'Not Found') : containerError(405, 'Method Not Allowed'),
  internalError: () => prettyResponse({ error: 'Internal error' }, 500),
  htmlError: () => containerError(500, 'Internal Server Error'),
  throttled: () => containerError(429, 'Too Many Requests'),
  wrongShape: () => prettyResponse([['unexpected']]),
  padding: { type: 'application/json;charset=UTF-8', head: '{"id":1,"jobStatus":"RUNNING","padding":"', tail: '"}' },
};
