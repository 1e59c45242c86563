import { trouble, type Trouble } from '#libs/jobs';
import type { Dispatcher } from 'undici';
import type { HttpResponse } from './exchange.js';
import { errorCode } from './transport-trouble.js';

/** One who waits for an answer. May be told more than once: the first time counts. */
export interface ResponseHandler {
  /** Status and headers are there; the body follows. */
  onHeaders(status: number, headers: Record<string, string>): void;
  /** The answer, or what is wrong with it. */
  onResponse(response: HttpResponse | Trouble): void;
  /** What the transport threw. */
  failed(error: unknown): void;
}

/** Takes one answer as it comes in: no compressed body, no more than the largest size. */
export class ResponseReader implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | null = null;
  private dropped: Error | null = null;
  private status = 0;
  private headers: Record<string, string> = {};
  private first: Buffer | null = null;
  private rest: Buffer[] | null = null;
  private size = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly recipient: ResponseHandler,
  ) {}

  /** Drops the socket, or the call when it gets one. */
  drop(reason: Error): void {
    this.dropped ??= reason;
    this.controller?.abort(reason);
  }

  /** The transport has a connection and writes the request, or has written it. */
  get isUnderWay(): boolean {
    return this.controller !== null;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.dropped) controller.abort(this.dropped);
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
    this.recipient.onHeaders(status, this.headers);
    const encoding = this.headers['content-encoding'];
    if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
    const message = 'The upstream sent a compressed body although none was accepted.';
    this.refuse(trouble('malformed', 'compressed-answer', message, { upstreamStatus: status }));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.dropped) return;
    this.size += chunk.length;
    if (this.size > this.maxBytes) this.refuse(this.tooLarge());
    else if (this.first === null) this.first = chunk;
    else (this.rest ??= [this.first]).push(chunk);
  }

  onResponseEnd(): void {
    const body = this.rest ? Buffer.concat(this.rest, this.size) : (this.first ?? Buffer.alloc(0));
    this.recipient.onResponse({ status: this.status, headers: this.headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (errorCode(error) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') this.recipient.onResponse(this.tooLarge());
    else this.recipient.failed(error);
  }

  private tooLarge(): Trouble {
    const message = `The upstream's answer is larger than ${this.maxBytes} bytes.`;
    return trouble('malformed', 'answer-too-large', message, { upstreamStatus: this.status || undefined });
  }

  private refuse(problem: Trouble): void {
    this.recipient.onResponse(problem);
    this.drop(new Error(problem.code));
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
