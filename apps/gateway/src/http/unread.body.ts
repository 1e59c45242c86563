import type { NextFunction, Request, Response } from 'express';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { hasBody, USUAL_BODY_BYTES, waitsForContinue } from './request.body.js';

/** How much of an unread body is received, and how long, so that its client gets the response. */
const MAX_BYTES = 256 * 1024;
const WITHIN_MS = 2_000;

/**
 * A handler in front of all that answers. Where an answer is given before the body has arrived, the body is taken in to a
 * bound: ended at once, its sender would get a reset rather than the response. Then the connection ends, unless all of a
 * short body has come.
 */
export function drainUnreadBody(request: Request, response: Response, next: NextFunction): void {
  if (hasBody(request)) holdEnd(request, response);
  next();
}

/**
 * `Expect: 100-continue` is answered by the reader of the body, not by Node.js. Any other expectation is passed over
 * (RFC 9110 §10.1.1): Node.js would answer it by itself.
 */
export function deferContinue(server: Server): void {
  const serve = (request: IncomingMessage, response: ServerResponse) => void server.emit('request', request, response);
  server.on('checkContinue', serve).on('checkExpectation', serve);
}

function holdEnd(request: Request, response: Response): void {
  const end = response.end.bind(response) as (...parts: unknown[]) => Response;
  response.end = ((...parts: unknown[]) => {
    response.end = end as Response['end'];
    if (request.complete) {
      // Unread bytes would block the connection.
      request.resume();
      return end(...parts);
    }
    if (!response.headersSent && !isShort(request)) response.setHeader('Connection', 'close');
    const [text, encoding] = parts;
    if (typeof text === 'string') response.write(text, encoding as BufferEncoding);
    else if (text instanceof Uint8Array) response.write(text);
    else response.flushHeaders();
    void takenIn(request).then(() => {
      end();
      if (!request.complete) request.socket.destroySoon();
    });
    return response;
  }) as Response['end'];
}

/** Whether all of it is probably on its way. */
function isShort(request: IncomingMessage): boolean {
  return Number(request.headers['content-length']) <= USUAL_BODY_BYTES && !waitsForContinue(request);
}

/** Resolves when the body has arrived, or is given up. */
function takenIn(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let length = 0;
    const done = () => {
      clearTimeout(timer);
      request.off('data', onData).off('end', done).off('close', done).off('error', done).pause();
      resolve();
    };
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_BYTES) done();
    };
    const timer = setTimeout(done, WITHIN_MS);
    request.on('data', onData).on('end', done).on('close', done).on('error', done);
    request.resume();
  });
}
