import { Pool, type Dispatcher } from 'undici';
import type { UpstreamConnection, UpstreamLimits } from './connection.js';
import type { CallOutcome, UpstreamCall } from './exchange.js';
import { HttpCall, type CallGuard, type CallContext } from './http-call.js';
import { Limiter } from './limiter.js';

/**
 * All HTTP of one connection: concurrency, budget, time-out, cap on bytes. Follows no redirect, retries nothing,
 * accepts no compressed body (a bomb would pass the cap), and answers with trouble instead of throwing.
 */
export class HttpClient implements CallContext {
  readonly limits: UpstreamLimits;
  readonly limiter: Limiter;
  readonly open = new Set<HttpCall>();
  isClosed = false;
  /** By origin. undici's Agent would do, but after some aborted calls it opens a new socket for each call for ever. */
  private readonly pools = new Map<string, Pool>();

  constructor(private readonly connection: UpstreamConnection) {
    this.limits = connection.limits;
    this.limiter = new Limiter(this.limits.concurrency, this.limits.requestsPerSecond);
  }

  /** Calls in flight. */
  get busy(): number {
    return this.limiter.busy;
  }

  /** Waiting does not count against the time-out. `guard` may refuse the call when it is admitted. */
  call(call: UpstreamCall, signal: AbortSignal, guard: CallGuard | null = null): Promise<CallOutcome> {
    const watched = this.connection.watch?.onCallStart(call);
    const carried = watched?.headers ? { ...call, headers: { ...call.headers, ...watched.headers } } : call;
    return new Promise((resolve) => {
      const end = (outcome: CallOutcome) => {
        watched?.ended(outcome);
        resolve(outcome);
      };
      new HttpCall(this, carried, signal, watched ? end : resolve, guard).begin();
    });
  }

  /** Gives up every call and closes every socket. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const call of this.open) call.giveUp();
    await Promise.all([...this.pools.values()].map((pool) => pool.destroy()));
  }

  dispatch({ target, method, headers, body }: UpstreamCall, handler: Dispatcher.DispatchHandler): void {
    const { origin, pathname, search } = new URL(/^https?:/.test(target) ? target : this.connection.url + target);
    this.poolOf(origin).dispatch(
      {
        path: pathname + search,
        method,
        headers: { 'accept-encoding': 'identity', 'user-agent': 'jobgate', ...headers },
        body,
      },
      handler,
    );
  }

  private poolOf(origin: string): Pool {
    const known = this.pools.get(origin);
    if (known) return known;
    const { limits, tls } = this.connection;
    const pool = new Pool(origin, {
      connections: limits.concurrency,
      pipelining: 1,
      keepAliveTimeout: 4_000,
      // A call as a whole may take no longer than its deadline.
      headersTimeout: 0,
      bodyTimeout: 0,
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
}
