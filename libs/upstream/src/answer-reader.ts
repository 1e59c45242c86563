import { trouble, type Trouble } from '#libs/jobs';
import type { Dispatcher } from 'undici';
import type { HttpAnswer } from './exchange.js';
import { errorCode } from './transport-trouble.js';

/**
 * Takes one answer as it comes in: no compressed body, no more than the largest size. Settles once: with the answer, with
 * what is wrong with it, or with what the transport threw.
 */
export class AnswerReader implements Dispatcher.DispatchHandler {
  readonly settled: Promise<HttpAnswer | Trouble>;
  private resolve!: (answer: HttpAnswer | Trouble) => void;
  private reject!: (reason: unknown) => void;
  private controller: Dispatcher.DispatchController | null = null;
  private givenUp: Error | null = null;
  private status = 0;
  private headers: Record<string, string> = {};
  private readonly chunks: Buffer[] = [];
  private size = 0;

  constructor(private readonly maxBytes: number) {
    this.settled = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  /** Settles at once, whatever the transport does; drops the socket, or the call when it gets one. */
  giveUp(reason: Error): void {
    this.reject(reason);
    this.drop(reason);
  }

  /** The transport has a connection and writes the request, or has written it. */
  get isUnderWay(): boolean {
    return this.controller !== null;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.givenUp) controller.abort(this.givenUp);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    // Early words before the answer: https://www.rfc-editor.org/rfc/rfc9110#section-15.2
    if (status < 200) return;
    this.status = status;
    this.headers = joinHeaders(headers);
    const encoding = this.headers['content-encoding'];
    if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
    const message = 'The upstream sent a compressed body although none was accepted.';
    this.refuse(trouble('malformed', 'compressed-answer', message, { upstreamStatus: status }));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.givenUp) return;
    this.size += chunk.length;
    if (this.size > this.maxBytes) this.refuse(this.tooLarge());
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    const body = this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks, this.size);
    this.resolve({ status: this.status, headers: this.headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (errorCode(error) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') this.resolve(this.tooLarge());
    else this.reject(error);
  }

  private tooLarge(): Trouble {
    const message = `The upstream's answer is larger than ${this.maxBytes} bytes.`;
    return trouble('malformed', 'answer-too-large', message, { upstreamStatus: this.status || undefined });
  }

  private refuse(problem: Trouble): void {
    this.resolve(problem);
    this.drop(new Error(problem.code));
  }

  private drop(reason: Error): void {
    this.givenUp ??= reason;
    this.controller?.abort(reason);
  }
}

/** Names come in lower case. */
function joinHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  for (const name in headers) {
    const value = headers[name];
    if (Array.isArray(value)) headers[name] = value.join(', ');
  }
  return headers as Record<string, string>;
}
