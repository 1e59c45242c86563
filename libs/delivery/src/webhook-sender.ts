import { readRetryAfter, transportTrouble } from '#libs/upstream';
import { hostOf, isPublicAddress, purposeOf, refusalOfTarget, TargetRules, type TargetSettings } from '#libs/webhooks';
import { isIP } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { Pool, type Dispatcher } from 'undici';
import { ssrfSafeLookup, TargetRefused, type OnResolved, type Resolve } from './ssrf-safe-lookup.js';

const MAX_RETRY_AFTER_MS = 24 * 3_600_000;

export interface SenderOptions extends TargetSettings {
  resolve?: Resolve;
  timeoutMs?: number;
}

export interface SendResult {
  milliseconds: number;
  /** null: there was no response. */
  status: number | null;
  /** A short code; null: delivered. */
  error: string | null;
  /** Its beginning; null: there was none, or it comes from a private address. */
  responseBody: string | null;
  retryAfterMs: number | null;
}

export interface Message {
  url: string;
  headers: Record<string, string>;
  body: string;
}

const TIMEOUT_MS = 15_000;
const MAX_RESPONSE_BYTES = 1_024;
const SOCKETS_PER_ORIGIN = 16;
const MAX_ORIGINS = 200;

/** The sockets to one origin. */
interface OriginPool {
  pool: Pool;
  /** One of its addresses is private: its response bodies are not logged. */
  isPrivate: boolean;
}

/** Posts messages to receivers. Redirects are not followed, because they may lead to forbidden targets. */
export class WebhookSender {
  private readonly pools = new Map<string, OriginPool>();
  private readonly timeoutMs: number;
  private settings: TargetSettings;
  private rules: TargetRules;

  constructor(private readonly options: Readonly<SenderOptions>) {
    this.timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.settings = settingsOf(options);
    this.rules = new TargetRules(options);
  }

  /** Closes open sockets once they are idle, because the new rules may forbid their targets. */
  applyConfig(next: TargetSettings): void {
    const settings = settingsOf(next);
    if (isDeepStrictEqual(settings, this.settings)) return;
    this.settings = settings;
    this.rules = new TargetRules(settings);
    for (const { pool } of this.pools.values()) void pool.close();
    this.pools.clear();
  }

  async send({ url, headers, body }: Message, signal: AbortSignal): Promise<SendResult> {
    const startedAt = performance.now();
    const since = () => Math.round(performance.now() - startedAt);
    const noResponse = { status: null, responseBody: null, retryAfterMs: null };
    // The configuration may have changed since the subscription was made.
    if (refusalOfTarget(url, this.rules) !== null) {
      return { ...noResponse, milliseconds: since(), error: 'target-refused' };
    }
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(new Error('timeout')), this.timeoutMs);
    try {
      const target = new URL(url);
      const origin = this.poolOf(target);
      const path = target.pathname + target.search;
      const combined = AbortSignal.any([signal, timeout.signal]);
      const response = await origin.pool.request({ path, method: 'POST', headers, body, signal: combined });
      const { statusCode: status } = response;
      const beginning = await beginningOf(response.body);
      const responseBody = origin.isPrivate ? null : beginning;
      const error = status >= 200 && status < 300 ? null : status >= 300 && status < 400 ? 'redirect' : 'refused';
      const retryAfterMs = retryAfterOf(response.headers['retry-after'], Date.now());
      return { milliseconds: since(), status, error, responseBody, retryAfterMs };
    } catch (error) {
      return { ...noResponse, milliseconds: since(), error: codeOf(error, signal, timeout.signal) };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Cancels requests in flight. */
  async close(): Promise<void> {
    const pools = [...this.pools.values()];
    this.pools.clear();
    await Promise.all(pools.map(({ pool }) => pool.destroy()));
  }

  private poolOf(url: URL): OriginPool {
    const { origin } = url;
    const known = this.pools.get(origin);
    if (known) return known;
    const [oldest] = this.pools;
    if (oldest && this.pools.size >= MAX_ORIGINS) {
      this.pools.delete(oldest[0]);
      void oldest[1].pool.close();
    }
    const { rules } = this;
    const isPrivate = (address: string) => !rules.allowPrivateTargets && !isPublicAddress(address);
    const onResolved: OnResolved = (addresses) => {
      if (addresses.some(({ address }) => isPrivate(address))) made.isPrivate = true;
    };
    const host = hostOf(url);
    const pool = new Pool(origin, {
      connections: SOCKETS_PER_ORIGIN,
      pipelining: 1,
      keepAliveTimeout: 4_000,
      headersTimeout: this.timeoutMs,
      bodyTimeout: this.timeoutMs,
      connect: {
        timeout: this.timeoutMs,
        lookup: ssrfSafeLookup(rules, purposeOf(url), onResolved, this.options.resolve),
      },
    });
    const made: OriginPool = { pool, isPrivate: isIP(host) !== 0 && isPrivate(host) };
    this.pools.set(origin, made);
    return made;
  }
}

const settingsOf = ({ allowPrivateTargets, allow = [] }: TargetSettings): TargetSettings => ({
  allowPrivateTargets,
  allow,
});

async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= MAX_RESPONSE_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_RESPONSE_BYTES).toString('utf8');
}

function codeOf(error: unknown, signal: AbortSignal, timeout: AbortSignal): string {
  if (error instanceof TargetRefused) return 'target-refused';
  if (timeout.aborted && !signal.aborted) return 'timeout';
  return transportTrouble(error, signal).code;
}

/** `Retry-After` in milliseconds, a day at most; null: none. */
export function retryAfterOf(field: string | string[] | undefined, now: number): number | null {
  const wait = typeof field === 'string' ? readRetryAfter(field, now) : null;
  return wait === null ? null : Math.min(wait, MAX_RETRY_AFTER_MS);
}
