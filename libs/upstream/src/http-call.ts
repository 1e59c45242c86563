import type { Trouble } from '#libs/jobs';
import { hash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import { ResponseReader, type ResponseHandler } from './response-reader.js';
import type { UpstreamLimits } from './connection.js';
import type { Deadlines, Expiring } from './deadlines.js';
import type { CallOutcome, Exchange, HttpResponse, UpstreamCall } from './exchange.js';
import type { Limiter, Starter } from './limiter.js';
import type { Follower, AbortFanOut } from './abort-fan-out.js';
import { ClientClosed, transportTrouble, UpstreamTimeout } from './transport-trouble.js';

/** Six bits each. */
const FINGERPRINT_LETTERS = 13;

/** Decides about calls at the last moment, and receives each answer before the next call can begin. */
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
  readonly deadlines: Deadlines;
  readonly aborts: AbortFanOut;
  isClosed: boolean;
  dispatch(call: UpstreamCall, reader: Dispatcher.DispatchHandler): void;
}

/**
 * One call from the wait for its turn to its outcome. A look at a job is little more than this, so that it does without
 * promises, listeners and timers of its own.
 */
export class HttpCall implements Starter, Follower, Expiring, ResponseHandler {
  dueAt = 0;
  private startedAt = performance.now();
  private reader: ResponseReader | null = null;
  private isInside = false;
  private isOver = false;

  constructor(
    private readonly room: CallContext,
    private readonly call: UpstreamCall,
    private readonly signal: AbortSignal,
    private readonly resolve: (outcome: CallOutcome) => void,
    private readonly guard: CallGuard | null = null,
  ) {}

  /** Waits for its turn, and then asks. */
  begin(): void {
    if (this.isTooLate) return this.giveUp();
    this.room.aborts.follow(this.signal, this);
    this.room.limiter.enter(this, this.call.isPriority);
  }

  start(): void {
    const { room } = this;
    this.isInside = true;
    this.startedAt = performance.now();
    // The one before may have been given up by the same signal, a moment earlier.
    if (this.isTooLate) return this.giveUp();
    const obstacle = this.guard?.obstacle();
    if (obstacle) return this.end({ trouble: obstacle, exchange: this.exchange(null), mayHaveExecuted: false });
    this.guard?.started();
    this.reader = new ResponseReader(room.limits.maxResponseBytes, this);
    room.deadlines.add(this, this.startedAt);
    try {
      room.dispatch(this.call, this.reader);
    } catch (error) {
      this.failed(error);
    }
  }

  giveUp(): void {
    this.abandon(this.reason());
  }

  expire(): void {
    this.abandon(new UpstreamTimeout(this.room.limits.timeoutMs));
  }

  onHeaders(status: number, headers: Record<string, string>): void {
    if (!this.isOver) this.guard?.onHeaders(status, headers);
  }

  onResponse(response: HttpResponse | Trouble): void {
    if (!this.isOver && !('kind' in response)) this.guard?.onResponse(response, this.call);
    if ('kind' in response) {
      return this.end({ trouble: response, exchange: this.exchange(response.upstreamStatus), mayHaveExecuted: true });
    }
    const exchange = this.exchange(response.status);
    exchange.fingerprint = fingerprintOf(response);
    this.end({ response, exchange });
  }

  failed(error: unknown): void {
    this.fail(error);
  }

  /** Ends at once, whatever the transport does. */
  private abandon(reason: Error): void {
    const { reader } = this;
    this.fail(reason);
    reader?.drop(reason);
  }

  private fail(error: unknown): void {
    const mayHaveExecuted = this.reader?.isUnderWay ?? false;
    this.end({ trouble: transportTrouble(error, this.signal), exchange: this.exchange(null), mayHaveExecuted });
  }

  /** The first end counts. */
  private end(outcome: CallOutcome): void {
    if (this.isOver) return;
    this.isOver = true;
    const { room } = this;
    if (this.reader !== null) this.guard?.ended();
    this.resolve(outcome);
    room.aborts.leave(this.signal, this);
    room.deadlines.remove(this);
    if (this.isInside) room.limiter.leave();
    else room.limiter.giveUp(this);
  }

  private get isTooLate(): boolean {
    return this.signal.aborted || this.room.isClosed;
  }

  private exchange(status: number | null): Exchange {
    const { method, target } = this.call;
    return { method, target, status, milliseconds: Math.round(performance.now() - this.startedAt) };
  }

  private reason(): Error {
    const reason: unknown = this.signal.aborted ? this.signal.reason : new ClientClosed('client closed');
    return reason instanceof Error ? reason : new Error('given up');
  }
}

function fingerprintOf({ status, body }: HttpResponse): string {
  return status + hash('sha1', body, 'base64url').slice(0, FINGERPRINT_LETTERS);
}
