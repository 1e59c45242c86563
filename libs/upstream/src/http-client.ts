import { trouble, type Trouble } from '#libs/jobs';
import { setMaxListeners } from 'node:events';
import { Pool, request, type Dispatcher } from 'undici';
import type { UpstreamConnection } from './connection.js';
import type { CallOutcome, Exchange, HttpAnswer, UpstreamCall } from './exchange.js';
import { Limiter } from './limiter.js';
import { ClientClosed, errorCode, transportTrouble, UpstreamTimeout } from './transport-trouble.js';

/**
 * All HTTP of one connection: concurrency, budget, time-out, cap on bytes. Follows no redirect, retries nothing,
 * accepts no compressed body (a bomb would pass the cap), and answers with trouble instead of throwing.
 */
export class HttpClient {
  /** By origin. undici's Agent would do, but after some aborted calls it opens a new socket for each call for ever. */
  private readonly pools = new Map<string, Pool>();
  private readonly limiter: Limiter;
  private readonly closing = new AbortController();

  constructor(private readonly connection: UpstreamConnection) {
    this.limiter = new Limiter(connection.limits.concurrency, connection.limits.requestsPerSecond);
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
    const deadline = new Deadline([signal, this.closing.signal]);
    let leave: (() => void) | null = null;
    try {
      leave = await this.limiter.enter(deadline.signal);
      startedAt = performance.now();
      deadline.set(this.connection.limits.timeoutMs);
      const answer = await this.exchange(call, deadline.signal);
      return 'kind' in answer
        ? { trouble: answer, exchange: exchange(answer.upstreamStatus) }
        : { answer, exchange: exchange(answer.status) };
    } catch (error) {
      const reason: unknown = deadline.signal.aborted ? deadline.signal.reason : error;
      return { trouble: transportTrouble(reason, signal), exchange: exchange(null) };
    } finally {
      deadline.release();
      leave?.();
    }
  }

  /** Gives up every call and closes every socket. */
  async close(): Promise<void> {
    this.closing.abort(new ClientClosed('client closed'));
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

  private async exchange(call: UpstreamCall, signal: AbortSignal): Promise<HttpAnswer | Trouble> {
    const url = new URL(/^https?:/.test(call.target) ? call.target : this.connection.url + call.target);
    const response = await request(url, {
      dispatcher: this.poolOf(url),
      method: call.method,
      headers: { 'accept-encoding': 'identity', 'user-agent': 'jobgate', ...call.headers },
      body: call.body,
      signal,
    });
    const { statusCode: upstreamStatus } = response;
    const headers = joinHeaders(response.headers);
    const encoding = headers['content-encoding'];
    if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
      discard(response);
      const message = 'The upstream sent a compressed body although none was accepted.';
      return trouble('malformed', 'compressed-answer', message, { upstreamStatus });
    }
    const { maxResponseBytes } = this.connection.limits;
    const body = await readCapped(response, maxResponseBytes);
    if (body === null) {
      const message = `The upstream's answer is larger than ${maxResponseBytes} bytes.`;
      return trouble('malformed', 'answer-too-large', message, { upstreamStatus });
    }
    return { status: upstreamStatus, headers, body };
  }
}

/** Aborts with the first of the given signals, or when its time is up. Leaves no listener on signals that live long. */
class Deadline {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private readonly onAbort = () =>
    this.controller.abort(this.signals.find((signal) => signal.aborted)?.reason as unknown);

  constructor(private readonly signals: readonly AbortSignal[]) {
    // As many calls as the limits allow listen to the same signals: that is no leak.
    setMaxListeners(0, ...signals);
    for (const signal of signals) signal.addEventListener('abort', this.onAbort, { once: true });
    if (signals.some((signal) => signal.aborted)) this.onAbort();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  set(milliseconds: number): void {
    this.timer = setTimeout(() => this.controller.abort(new UpstreamTimeout(milliseconds)), milliseconds);
  }

  release(): void {
    clearTimeout(this.timer);
    for (const signal of this.signals) signal.removeEventListener('abort', this.onAbort);
  }
}

async function readCapped(response: Dispatcher.ResponseData, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) {
        discard(response);
        return null;
      }
      chunks.push(chunk);
    }
  } catch (error) {
    if (errorCode(error) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return null;
    throw error;
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size);
}

/** Drops the rest of a body, and with it the socket. Its error is our own doing. */
function discard(response: Dispatcher.ResponseData): void {
  response.body.on('error', () => undefined);
  response.body.destroy();
}

function joinHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return joined;
}
