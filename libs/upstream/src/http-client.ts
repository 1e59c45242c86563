import { trouble, type Trouble } from '#libs/jobs';
import { Agent, request, type Dispatcher } from 'undici';
import type { UpstreamConnection } from './connection.js';
import type { CallOutcome, Exchange, HttpAnswer, UpstreamCall } from './exchange.js';
import { Limiter } from './limiter.js';

/**
 * All HTTP of one connection: concurrency, budget, time-out, cap on bytes. Follows no redirect, retries nothing,
 * accepts no compressed body (a bomb would pass the cap), and answers with trouble instead of throwing.
 */
export class HttpClient {
  private readonly agent: Agent;
  private readonly limiter: Limiter;

  constructor(private readonly connection: UpstreamConnection) {
    const { limits, tls } = connection;
    this.limiter = new Limiter(limits.concurrency, limits.requestsPerSecond);
    this.agent = new Agent({
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
  }

  /** Calls in flight or granted a place. */
  get busy(): number {
    return this.limiter.busy;
  }

  async call(call: UpstreamCall, signal: AbortSignal): Promise<CallOutcome> {
    let leave: (() => void) | null = null;
    let startedAt = performance.now();
    const exchange = (status: number | null): Exchange => ({
      method: call.method,
      target: call.target,
      status,
      milliseconds: Math.round(performance.now() - startedAt),
    });
    const timeout = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    try {
      leave = await this.limiter.enter(signal);
      startedAt = performance.now();
      timer = setTimeout(() => timeout.abort(new UpstreamTimeout()), this.connection.limits.timeoutMs);
      const answer = await this.exchange(call, AbortSignal.any([signal, timeout.signal]));
      return 'kind' in answer
        ? { trouble: answer, exchange: exchange(answer.upstreamStatus) }
        : { answer, exchange: exchange(answer.status) };
    } catch (error) {
      const reason = timeout.signal.aborted && !signal.aborted ? timeout.signal.reason : error;
      return { trouble: transportTrouble(reason, signal, this.connection.limits.timeoutMs), exchange: exchange(null) };
    } finally {
      clearTimeout(timer);
      leave?.();
    }
  }

  /** Closes idle and busy sockets. */
  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async exchange(call: UpstreamCall, signal: AbortSignal): Promise<HttpAnswer | Trouble> {
    const url = /^https?:/.test(call.target) ? call.target : this.connection.url + call.target;
    const response = await request(url, {
      dispatcher: this.agent,
      method: call.method,
      headers: { 'accept-encoding': 'identity', 'user-agent': 'jobgate', ...call.headers },
      body: call.body,
      signal,
    });
    const headers = joinHeaders(response.headers);
    const encoding = headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
      response.body.destroy();
      return trouble(
        'malformed',
        'compressed-answer',
        'The upstream sent a compressed body although none was accepted.',
        {
          upstreamStatus: response.statusCode,
        },
      );
    }
    const body = await readCapped(response, this.connection.limits.maxResponseBytes);
    if (body === null) {
      return trouble(
        'malformed',
        'answer-too-large',
        `The upstream's answer is larger than ${this.connection.limits.maxResponseBytes} bytes.`,
        { upstreamStatus: response.statusCode },
      );
    }
    return { status: response.statusCode, headers, body };
  }
}

class UpstreamTimeout extends Error {}

async function readCapped(response: Dispatcher.ResponseData, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) {
        response.body.destroy();
        return null;
      }
      chunks.push(chunk);
    }
  } catch (error) {
    if (codeOf(error) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return null;
    throw error;
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size);
}

function joinHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return joined;
}

const TRANSPORT_CAUSES: Record<string, [code: string, message: string]> = {
  ECONNREFUSED: ['connection-refused', 'The upstream refused the connection.'],
  ECONNRESET: ['connection-reset', 'The upstream broke the connection.'],
  UND_ERR_SOCKET: ['connection-reset', 'The upstream broke the connection.'],
  EPIPE: ['connection-reset', 'The upstream broke the connection.'],
  ENOTFOUND: ['host-not-found', "The upstream's host name cannot be resolved."],
  EAI_AGAIN: ['host-not-found', "The upstream's host name cannot be resolved."],
  UND_ERR_CONNECT_TIMEOUT: ['timeout', 'The upstream did not accept the connection in time.'],
  UND_ERR_HEADERS_TIMEOUT: ['timeout', 'The upstream did not answer in time.'],
  UND_ERR_BODY_TIMEOUT: ['timeout', 'The upstream did not finish its answer in time.'],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['certificate-refused', "The upstream's certificate is not trusted."],
  SELF_SIGNED_CERT_IN_CHAIN: ['certificate-refused', "The upstream's certificate is not trusted."],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['certificate-refused', "The upstream's certificate is not trusted."],
  CERT_HAS_EXPIRED: ['certificate-refused', "The upstream's certificate has expired."],
  ERR_TLS_CERT_ALTNAME_INVALID: ['certificate-refused', "The upstream's certificate is for another host."],
};

function transportTrouble(error: unknown, signal: AbortSignal, timeoutMs: number): Trouble {
  if (signal.aborted) return trouble('unreachable', 'aborted', 'The call was given up before the upstream answered.');
  if (error instanceof UpstreamTimeout) {
    return trouble('unreachable', 'timeout', `The upstream did not answer within ${timeoutMs} ms.`);
  }
  const code = codeOf(error);
  if (code?.startsWith('HPE_')) {
    return trouble('malformed', 'invalid-http', 'The upstream did not answer in HTTP.');
  }
  const [cause, message] = TRANSPORT_CAUSES[code ?? ''] ?? ['transport', 'The upstream could not be reached.'];
  return trouble('unreachable', cause, message);
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return typeof code === 'string' ? code : codeOf(cause);
}
