import type { Trouble } from '#libs/jobs';
import { hash } from 'node:crypto';
import { Pool } from 'undici';
import { AnswerReader } from './answer-reader.js';
import type { UpstreamConnection } from './connection.js';
import type { CallOutcome, Exchange, HttpAnswer, UpstreamCall } from './exchange.js';
import { Deadlines } from './deadlines.js';
import { Limiter } from './limiter.js';
import { SharedAbort } from './shared-abort.js';
import { ClientClosed, transportTrouble, UpstreamTimeout } from './transport-trouble.js';

/** Six bits each. */
const FINGERPRINT_LETTERS = 13;

/**
 * All HTTP of one connection: concurrency, budget, time-out, cap on bytes. Follows no redirect, retries nothing,
 * accepts no compressed body (a bomb would pass the cap), and answers with trouble instead of throwing.
 */
export class HttpClient {
  /** By origin. undici's Agent would do, but after some aborted calls it opens a new socket for each call for ever. */
  private readonly pools = new Map<string, Pool>();
  private readonly limiter: Limiter;
  private readonly deadlines: Deadlines;
  private readonly aborts = new SharedAbort();
  private readonly closing = new AbortController();
  /** What gives up each call under way or in wait. */
  private readonly underWay = new Set<() => void>();

  constructor(private readonly connection: UpstreamConnection) {
    this.limiter = new Limiter(connection.limits.concurrency, connection.limits.requestsPerSecond);
    this.deadlines = new Deadlines(connection.limits.timeoutMs);
  }

  /** Calls in flight or granted a place. */
  get busy(): number {
    return this.limiter.busy;
  }

  /** `signal` gives up the call, also while it waits for its turn. Waiting does not count against the time-out. */
  async call(call: UpstreamCall, signal: AbortSignal): Promise<CallOutcome> {
    let startedAt = performance.now();
    const exchange = (status: number | null): Exchange => ({
      method: call.method,
      target: call.target,
      status,
      milliseconds: Math.round(performance.now() - startedAt),
    });
    const reader = new AnswerReader(this.connection.limits.maxResponseBytes);
    let isInside = this.isOpenTo(signal) && this.limiter.tryEnter();
    try {
      if (!isInside) {
        await this.takeTurn(signal);
        isInside = true;
        startedAt = performance.now();
      }
      const answer = await this.exchange(call, reader, signal);
      if ('kind' in answer) return { trouble: answer, exchange: exchange(answer.upstreamStatus), mayHaveActed: true };
      return { answer, exchange: { ...exchange(answer.status), fingerprint: fingerprintOf(answer) } };
    } catch (error) {
      const mayHaveActed = reader.isUnderWay;
      return { trouble: transportTrouble(error, signal), exchange: exchange(null), mayHaveActed };
    } finally {
      if (isInside) this.limiter.leave();
    }
  }

  /** Gives up every call and closes every socket. */
  async close(): Promise<void> {
    this.closing.abort(new ClientClosed('client closed'));
    for (const giveUp of this.underWay) giveUp();
    this.deadlines.clear();
    await Promise.all([...this.pools.values()].map((pool) => pool.destroy()));
  }

  private poolOf({ origin }: URL): Pool {
    const known = this.pools.get(origin);
    if (known) return known;
    const { limits, tls } = this.connection;
    const pool = new Pool(origin, {
      connections: limits.concurrency,
      pipelining: 1,
      keepAliveTimeout: 4_000,
      headersTimeout: limits.timeoutMs,
      bodyTimeout: limits.timeoutMs,
      maxResponseSize: limits.maxResponseBytes,
      connect: {
        timeout: limits.timeoutMs,
        rejectUnauthorized: tls.verify,
        ...(tls.ca === null ? {} : { ca: tls.ca }),
      },
    });
    this.pools.set(origin, pool);
    return pool;
  }

  private isOpenTo(signal: AbortSignal): boolean {
    return !signal.aborted && !this.closing.signal.aborted;
  }

  /** Rejects with the reason of whichever signal is aborted first. */
  private async takeTurn(signal: AbortSignal): Promise<void> {
    const waiting = new AbortController();
    const giveUp = () => waiting.abort(this.reasonOf(signal));
    if (!this.isOpenTo(signal)) giveUp();
    this.follow(signal, giveUp);
    try {
      await this.limiter.enter(waiting.signal);
    } finally {
      this.unfollow(signal, giveUp);
    }
  }

  private async exchange(call: UpstreamCall, reader: AnswerReader, signal: AbortSignal): Promise<HttpAnswer | Trouble> {
    const { timeoutMs } = this.connection.limits;
    const url = new URL(/^https?:/.test(call.target) ? call.target : this.connection.url + call.target);
    const giveUp = () => reader.giveUp(this.reasonOf(signal));
    const deadline = this.deadlines.add(() => reader.giveUp(new UpstreamTimeout(timeoutMs)));
    this.follow(signal, giveUp);
    try {
      this.poolOf(url).dispatch(
        {
          origin: url.origin,
          path: url.pathname + url.search,
          method: call.method,
          headers: { 'accept-encoding': 'identity', 'user-agent': 'jobgate', ...call.headers },
          body: call.body,
        },
        reader,
      );
      return await reader.settled;
    } finally {
      this.deadlines.remove(deadline);
      this.unfollow(signal, giveUp);
    }
  }

  private follow(signal: AbortSignal, giveUp: () => void): void {
    this.aborts.follow(signal, giveUp);
    this.underWay.add(giveUp);
  }

  private unfollow(signal: AbortSignal, giveUp: () => void): void {
    this.aborts.leave(signal, giveUp);
    this.underWay.delete(giveUp);
  }

  private reasonOf(signal: AbortSignal): Error {
    const reason: unknown = signal.aborted ? signal.reason : this.closing.signal.reason;
    return reason instanceof Error ? reason : new Error('given up');
  }
}

function fingerprintOf({ status, body }: HttpAnswer): string {
  return status + hash('sha1', body, 'base64url').slice(0, FINGERPRINT_LETTERS);
}
