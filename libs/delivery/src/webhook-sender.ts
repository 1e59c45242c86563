import { readRetryAfter, transportTrouble } from '#libs/upstream';
import { hostOf, isPublicAddress, purposeOf, refusalOfTarget, TargetRules, type TargetSettings } from '#libs/webhooks';
import { isIP } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { Pool, type Dispatcher } from 'undici';
import { TargetRefused, vettedLookup, type NoteAddresses, type Resolve } from './vetted-lookup.js';

/** No receiver is left alone for longer. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

export interface SenderOptions extends TargetSettings {
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
  /** The beginning of the answer; null: there was none, or it comes from a network that was opened for webhooks alone. */
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
const MOST_WAYS = 200;

/** To one origin. */
interface Way {
  pool: Pool;
  /** An address that is not public was met: nothing of what it answers is shown. */
  leadsInside: boolean;
}

/** Posts messages to receivers. Follows no redirect: it might lead where the URL itself may not. */
export class WebhookSender {
  private readonly ways = new Map<string, Way>();
  private readonly timeoutMs: number;
  private settings: TargetSettings;
  private rules: TargetRules;

  constructor(private readonly options: Readonly<SenderOptions>) {
    this.timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.settings = settingsOf(options);
    this.rules = new TargetRules(options);
  }

  /** Holds for messages from now on. Open sockets may lead where no new one may, so they are given up when idle. */
  applyConfig(next: TargetSettings): void {
    const settings = settingsOf(next);
    if (isDeepStrictEqual(settings, this.settings)) return;
    this.settings = settings;
    this.rules = new TargetRules(settings);
    for (const { pool } of this.ways.values()) void pool.close();
    this.ways.clear();
  }

  async send({ url, headers, body }: Message, signal: AbortSignal): Promise<SendResult> {
    const startedAt = performance.now();
    const since = () => Math.round(performance.now() - startedAt);
    const nothing = { status: null, answer: null, retryAfterMs: null };
    // The configuration may have changed since the subscription was made.
    if (refusalOfTarget(url, this.rules) !== null) {
      return { ...nothing, milliseconds: since(), error: 'target-refused' };
    }
    const timeUp = new AbortController();
    const timer = setTimeout(() => timeUp.abort(new Error('time is up')), this.timeoutMs);
    try {
      const given = AbortSignal.any([signal, timeUp.signal]);
      const to = new URL(url);
      const way = this.wayTo(to);
      const path = to.pathname + to.search;
      const response = await way.pool.request({ path, method: 'POST', headers, body, signal: given });
      const { statusCode: status } = response;
      const beginning = await beginningOf(response.body);
      const answer = way.leadsInside ? null : beginning;
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
    const ways = [...this.ways.values()];
    this.ways.clear();
    await Promise.all(ways.map(({ pool }) => pool.destroy()));
  }

  private wayTo(url: URL): Way {
    const { origin } = url;
    const known = this.ways.get(origin);
    if (known) return known;
    const [oldest] = this.ways;
    if (oldest && this.ways.size >= MOST_WAYS) {
      this.ways.delete(oldest[0]);
      void oldest[1].pool.close();
    }
    const { rules } = this;
    const isInside = (address: string) => !rules.allowPrivateTargets && !isPublicAddress(address);
    const note: NoteAddresses = (addresses) => {
      if (addresses.some(({ address }) => isInside(address))) way.leadsInside = true;
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
        lookup: vettedLookup(rules, purposeOf(url), note, this.options.resolve),
      },
    });
    const way: Way = { pool, leadsInside: isIP(host) !== 0 && isInside(host) };
    this.ways.set(origin, way);
    return way;
  }
}

const settingsOf = ({ allowPrivateTargets, allow = [] }: TargetSettings): TargetSettings => ({
  allowPrivateTargets,
  allow,
});

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
