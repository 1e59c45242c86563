import { readRetryAfter, transportTrouble } from '#libs/upstream';
import { refusalOfTarget } from '#libs/webhooks';
import { Pool, type Dispatcher } from 'undici';
import { TargetRefused, vettedLookup, type Resolve } from './vetted-lookup.js';

/** No receiver is left alone for longer. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

export interface SenderOptions {
  allowPrivateTargets: boolean;
  resolve?: Resolve;
  timeoutMs?: number;
}

/** What a receiver made of a message. */
export interface SendResult {
  milliseconds: number;
  /** null: there was no answer. */
  status: number | null;
  /** A short code; null: the receiver took the message. */
  error: string | null;
  /** The beginning of the answer. */
  answer: string | null;
  /** How long the receiver wants to be left alone. */
  retryAfterMs: number | null;
}

export interface Message {
  url: string;
  headers: Record<string, string>;
  body: string;
}

const TIMEOUT_MS = 15_000;
/** So many bytes of an answer are read. */
const LONGEST_ANSWER = 1_024;
const SOCKETS_PER_ORIGIN = 16;
const MOST_POOLS = 200;

/** Posts messages to receivers. Follows no redirect: it might lead where the URL itself may not. */
export class WebhookSender {
  private readonly pools = new Map<string, Pool>();
  private readonly timeoutMs: number;
  private allowPrivateTargets: boolean;

  constructor(private readonly options: Readonly<SenderOptions>) {
    this.timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.allowPrivateTargets = options.allowPrivateTargets;
  }

  /** Holds for messages from now on. Open sockets may lead where no new one may, so they are given up when idle. */
  adopt({ allowPrivateTargets }: { allowPrivateTargets: boolean }): void {
    if (allowPrivateTargets === this.allowPrivateTargets) return;
    this.allowPrivateTargets = allowPrivateTargets;
    for (const pool of this.pools.values()) void pool.close();
    this.pools.clear();
  }

  async send({ url, headers, body }: Message, signal: AbortSignal): Promise<SendResult> {
    const startedAt = performance.now();
    const since = () => Math.round(performance.now() - startedAt);
    const nothing = { status: null, answer: null, retryAfterMs: null };
    // The configuration may have changed since the subscription was made.
    if (refusalOfTarget(url, this.allowPrivateTargets) !== null) {
      return { ...nothing, milliseconds: since(), error: 'target-refused' };
    }
    const timeUp = new AbortController();
    const timer = setTimeout(() => timeUp.abort(new Error('time is up')), this.timeoutMs);
    try {
      const given = AbortSignal.any([signal, timeUp.signal]);
      const response = await this.post(new URL(url), headers, body, given);
      const { statusCode: status } = response;
      const answer = await beginningOf(response.body);
      const error = status >= 200 && status < 300 ? null : status >= 300 && status < 400 ? 'redirect' : 'refused';
      const wait = retryAfterOf(response.headers['retry-after'], Date.now());
      return { milliseconds: since(), status, error, answer, retryAfterMs: wait };
    } catch (error) {
      return { ...nothing, milliseconds: since(), error: codeOf(error, signal, timeUp.signal) };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Gives up whatever is under way. */
  async close(): Promise<void> {
    const pools = [...this.pools.values()];
    this.pools.clear();
    await Promise.all(pools.map((pool) => pool.destroy()));
  }

  private post(url: URL, headers: Record<string, string>, body: string, signal: AbortSignal) {
    const path = url.pathname + url.search;
    return this.poolOf(url.origin).request({ path, method: 'POST', headers, body, signal });
  }

  private poolOf(origin: string): Pool {
    const known = this.pools.get(origin);
    if (known) return known;
    const [oldest] = this.pools;
    if (oldest && this.pools.size >= MOST_POOLS) {
      this.pools.delete(oldest[0]);
      void oldest[1].close();
    }
    const { allowPrivateTargets } = this;
    const pool = new Pool(origin, {
      connections: SOCKETS_PER_ORIGIN,
      pipelining: 1,
      keepAliveTimeout: 4_000,
      headersTimeout: this.timeoutMs,
      bodyTimeout: this.timeoutMs,
      connect: { timeout: this.timeoutMs, lookup: vettedLookup(allowPrivateTargets, this.options.resolve) },
    });
    this.pools.set(origin, pool);
    return pool;
  }
}

/** Reads no more than that, however much comes. */
async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes >= LONGEST_ANSWER) break;
  }
  return Buffer.concat(pieces).subarray(0, LONGEST_ANSWER).toString('utf8');
}

function codeOf(error: unknown, signal: AbortSignal, timeUp: AbortSignal): string {
  if (error instanceof TargetRefused) return 'target-refused';
  if (timeUp.aborted && !signal.aborted) return 'timeout';
  return transportTrouble(error, signal).code;
}

/** How long a receiver wants to be left alone, milliseconds: at most a day. null: it does not say. */
export function retryAfterOf(field: string | string[] | undefined, now: number): number | null {
  const wait = typeof field === 'string' ? readRetryAfter(field, now) : null;
  return wait === null ? null : Math.min(wait, LONGEST_WAIT_MS);
}
