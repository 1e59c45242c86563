import { STATUS_CODES, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEM_TYPE, problemBody } from '../problems/problem.body.js';
import { PROBLEMS, type ProblemCode } from '../problems/problem.catalog.js';

const CODE_OF_FAULT: Record<string, ProblemCode> = {
  HPE_HEADER_OVERFLOW: 'header-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

/** Responds with problems where Node.js's HTTP parser fails. */
export function answerMalformedRequests(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable || !isOfHttp(error)) {
      socket.destroy();
      return;
    }
    // Bytes of another response were sent: a second one would be taken for its end.
    if (socket.bytesWritten > 0 && isMidway(socket)) socket.destroy();
    else socket.end(answer(CODE_OF_FAULT[error.code ?? ''] ?? 'invalid-request'));
  });
}

/** TLS and connection errors arrive here as well; no response could be read. */
const isOfHttp = ({ code = '' }: NodeJS.ErrnoException): boolean => /^(HPE_|ERR_HTTP_)/.test(code);

function answer(code: ProblemCode): string {
  const { status } = PROBLEMS[code];
  const body = JSON.stringify(problemBody({ code, detail: 'The request could not be read.' }, '/'));
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${PROBLEM_TYPE}; charset=utf-8`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

/** Whether a response is in progress, as Node.js's own handler determines it. */
function isMidway(socket: Socket): boolean {
  return (socket as Socket & { _httpMessage?: { headersSent: boolean } })._httpMessage?.headersSent ?? false;
}
