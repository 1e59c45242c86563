import { STATUS_CODES, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEM_TYPE, problemBody } from '../problems/problem.body.js';
import { PROBLEMS, type ProblemCode } from '../problems/problem.catalog.js';

const CODE_OF_FAULT: Record<string, ProblemCode> = {
  HPE_HEADER_OVERFLOW: 'header-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

/** Answers with problems what Node's HTTP parser refuses before there is a request. */
export function answerMalformedRequests(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable || !isOfHttp(error)) {
      socket.destroy();
      return;
    }
    // Bytes that were sent already belong to another answer: a second one would be taken for its end.
    if (socket.bytesWritten > 0 && isMidway(socket)) socket.destroy();
    else socket.end(answer(CODE_OF_FAULT[error.code ?? ''] ?? 'invalid-request'));
  });
}

/** Also faults of TLS and of the connection are told here: nobody could read an answer to them. */
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

/** Whether an answer is under way on the connection, as Node's own handler finds out. */
function isMidway(socket: Socket): boolean {
  return (socket as Socket & { _httpMessage?: { headersSent: boolean } })._httpMessage?.headersSent ?? false;
}
