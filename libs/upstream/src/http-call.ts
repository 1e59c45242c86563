import { trouble, type Trouble } from '#libs/jobs';
import { hash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Dispatcher } from 'undici';
import type { UpstreamLimits } from './connection.js';
import type { CallOutcome, Exchange, HttpResponse, UpstreamCall } from './exchange.js';
import type { Limiter } from './limiter.js';
import { ClientClosed, errorCode, transportTrouble, UpstreamTimeout } from './transport-trouble.js';

type Headers = Record<string, string | string[] | undefined>;

/** Six bits each. */
const FINGERPRINT_LETTERS = 13;

/** Admits calls at the last moment, and receives each response before the next call can begin. */
export interface CallGuard {
  /** Why the call must not be made any more; null when it may, and then it is. */
  obstacle(): Trouble | null;
  started(): void;
  /** The status is there, the body is not. */
  onHeaders(status: number, headers: Record<string, string>): void;
  onResponse(response: HttpResponse, call: UpstreamCall): void;
  /** Of each call that was started, once. */
  ended(): void;
}

/** What all calls of one client share. */
export interface CallContext {
  readonly limits: UpstreamLimits;
  readonly limiter: Limiter;
  /** Those that have not ended. */
  readonly open: Set<HttpCall>;
  isClosed: boolean;
  dispatch(call: UpstreamCall, handler: Dispatcher.DispatchHandler): void;
}

/** One call. Reads the response itself, as undici's streams cost 15 % more. */
export class HttpCall implements Dispatcher.DispatchHandler {
  private startedAt = performance.now();
  private timer: NodeJS.Timeout | undefined;
  /** From when undici has a connection and writes the request. */
  private controller: Dispatcher.DispatchController | null = null;
  private stage: 'waiting' | 'admitted' | 'started' | 'over' = 'waiting';
  private dropped: Error | null = null;
  private status = 0;
  private headers: Record<string, string> = {};
  private readonly chunks: Buffer[] = [];
  private size = 0;

  constructor(
    private readonly context: CallContext,
    private readonly call: UpstreamCall,
    private readonly signal: AbortSignal,
    private readonly resolve: (outcome: CallOutcome) => void,
    private readonly guard: CallGuard | null = null,
  ) {}

  begin(): void {
    if (this.isTooLate) return this.giveUp();
    this.context.open.add(this);
    // One for each call on the signal: that is no leak.
    setMaxListeners(0, this.signal);
    this.signal.addEventListener('abort', this.giveUp);
    this.context.limiter.enter(this, this.call.isPriority);
  }

  start(): void {
    const { limits } = this.context;
    this.stage = 'admitted';
    this.startedAt = performance.now();
    // The one before may have been given up by the same signal, a moment earlier.
    if (this.isTooLate) return this.giveUp();
    const obstacle = this.guard?.obstacle();
    if (obstacle) return this.end({ trouble: obstacle, exchange: this.exchange(null), mayHaveExecuted: false });
    this.guard?.started();
    this.stage = 'started';
    this.timer = setTimeout(() => this.abandon(new UpstreamTimeout(limits.timeoutMs)), limits.timeoutMs);
    try {
      this.context.dispatch(this.call, this);
    } catch (error) {
      this.fail(error);
    }
  }

  readonly giveUp = (): void => {
    const reason: unknown = this.signal.aborted ? this.signal.reason : new ClientClosed('client closed');
    this.abandon(reason instanceof Error ? reason : new Error('given up'));
  };

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.dropped) controller.abort(this.dropped);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    // Interim responses: https://www.rfc-editor.org/rfc/rfc9110#section-15.2
    if (status < 200) return;
    this.status = status;
    this.headers = joinHeaders(headers);
    if (this.stage !== 'over') this.guard?.onHeaders(status, this.headers);
    const encoding = this.headers['content-encoding'];
    if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
    this.refuse('compressed-answer', 'The upstream sent a compressed body although none was accepted.');
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.dropped) return;
    this.size += chunk.length;
    if (this.size > this.context.limits.maxResponseBytes) this.refuseSize();
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.stage === 'over') return;
    const { status, headers, chunks } = this;
    const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, this.size);
    const response = { status, headers, body };
    this.guard?.onResponse(response, this.call);
    const exchange = this.exchange(status);
    exchange.fingerprint = fingerprintOf(response);
    this.end({ response, exchange });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (errorCode(error) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') this.refuseSize();
    else this.fail(error);
  }

  /** Ends at once, whatever the transport does. */
  private abandon(reason: Error): void {
    this.fail(reason);
    this.drop(reason);
  }

  private refuseSize(): void {
    const { maxResponseBytes } = this.context.limits;
    this.refuse('answer-too-large', `The upstream's answer is larger than ${maxResponseBytes} bytes.`);
  }

  private refuse(code: string, message: string): void {
    const problem = trouble('malformed', code, message, { upstreamStatus: this.status || undefined });
    this.end({ trouble: problem, exchange: this.exchange(problem.upstreamStatus), mayHaveExecuted: true });
    this.drop(new Error(code));
  }

  private drop(reason: Error): void {
    this.dropped ??= reason;
    this.controller?.abort(reason);
  }

  private fail(error: unknown): void {
    const mayHaveExecuted = this.controller !== null;
    this.end({ trouble: transportTrouble(error, this.signal), exchange: this.exchange(null), mayHaveExecuted });
  }

  /** The first end counts. */
  private end(outcome: CallOutcome): void {
    const { context, stage } = this;
    if (stage === 'over') return;
    this.stage = 'over';
    if (stage === 'started') this.guard?.ended();
    this.resolve(outcome);
    this.signal.removeEventListener('abort', this.giveUp);
    context.open.delete(this);
    clearTimeout(this.timer);
    if (stage === 'waiting') context.limiter.giveUp(this);
    else context.limiter.leave();
  }

  private get isTooLate(): boolean {
    return this.signal.aborted || this.context.isClosed;
  }

  private exchange(status: number | null): Exchange {
    const { method, target } = this.call;
    return { method, target, status, milliseconds: Math.round(performance.now() - this.startedAt) };
  }
}

function fingerprintOf({ status, body }: HttpResponse): string {
  return status + hash('sha1', body, 'base64url').slice(0, FINGERPRINT_LETTERS);
}

/** Names come in lower case. */
function joinHeaders(headers: Headers): Record<string, string> {
  for (const name in headers) {
    const value = headers[name];
    if (Array.isArray(value)) headers[name] = value.join(', ');
  }
  return headers as Record<string, string>;
}
