import { htmlPage, type Answer, type Faces } from '../wire.js';

/** Datameer prints its bodies over several lines. */
export function prettyAnswer(content: unknown, status = 200): Answer {
  return {
    status,
    headers: { Server: 'Apache-Coyote/1.1', 'Content-Type': 'application/json;charset=UTF-8' },
    body: JSON.stringify(content, null, 2),
    chunked: true,
  };
}

/** The body of an HTTP error means nothing here: a page of the servlet container. */
export function containerError(status: number, title: string, extra: Record<string, string> = {}): Answer {
  const page = htmlPage(status, `HTTP Status ${status} - ${title}`, 'Apache Tomcat');
  return { ...page, headers: { ...page.headers, ...extra } };
}

export function emptyAnswer(): Answer {
  return { status: 200 };
}

export const datameerFaces: Faces = {
  unknownRoute: (_call, allowed) =>
    allowed.length === 0 ? containerError(404, 'Not Found') : containerError(405, 'Method Not Allowed'),
  internalError: () => prettyAnswer({ error: 'Internal error' }, 500),
  htmlError: () => containerError(500, 'Internal Server Error'),
  throttled: () => containerError(429, 'Too Many Requests'),
  wrongShape: () => prettyAnswer([['unexpected']]),
  padding: { type: 'application/json;charset=UTF-8', head: '{"id":1,"jobStatus":"RUNNING","padding":"', tail: '"}' },
};
