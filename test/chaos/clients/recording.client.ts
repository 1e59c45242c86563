import { setTimeout as pause } from 'node:timers/promises';
import { KEYS, type KeyName } from '../../stage/index.js';
import { callHttp, type HttpAnswer } from '../../stage/http-call.js';
import { parsed, readResponse } from '../history/response.reader.js';
import type { Answer, Operation, ShownJob } from '../history/history.event.js';
import type { SeededRandom } from '../seeded.random.js';
import { rest } from './loop.js';
import type { GatewayAddress, ChaosContext } from './chaos.context.js';

/** Gateways give up Redis after two seconds, and upstreams after one. */
const TIMEOUT_MS = 6_000;

const NO_GATEWAY_MS = 200;
/** The default quota is a number a second. */
const NEXT_QUOTA_MS = 1_000;

export interface ChaosRequest {
  operation: Operation;
  method?: string;
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Of the job or subscription that it is about. */
  subject?: string | null;
  idempotencyKey?: string;
  resources?: readonly string[];
  held?: readonly ShownJob[];
  /** Default: any. */
  gateway?: GatewayAddress;
  /** What the answer is about, where that is to be read from it. */
  subjectIn?: (body: Record<string, unknown>) => string | null;
}

/** One caller, which sends one request after the other and writes down what comes of each. */
export class RecordingClient {
  readonly random: SeededRandom;

  constructor(
    readonly name: string,
    readonly caller: KeyName,
    readonly context: ChaosContext,
    random = context.random(),
  ) {
    this.random = random;
  }

  /** The same caller, and the same random, under another name. */
  named(name: string): RecordingClient {
    return new RecordingClient(name, this.caller, this.context, this.random);
  }

  get key(): string {
    return KEYS[this.caller];
  }

  /** The answer; null: there was none. */
  async send(request: ChaosRequest): Promise<Answer | null> {
    const { recorder } = this.context;
    const { operation, subject = null, idempotencyKey = null, resources = [], held = [] } = request;
    const gateway = request.gateway ?? this.anyGateway();
    if (gateway === undefined) {
      await rest(NO_GATEWAY_MS, this.context.ending);
      return null;
    }
    const sentAt = recorder.now();
    const got = await this.exchange(request, gateway);
    const at = recorder.now();
    const answer = got && readResponse(got, subject, at);
    const told = got && request.subjectIn ? request.subjectIn(parsed(got.text)) : subject;
    const who = { client: this.name, caller: this.caller, gateway: gateway.name };
    const what = { operation, subject: told, idempotencyKey, resources, held: [...held] };
    recorder.record({ kind: 'exchange', ...who, ...what, sentAt, at, answer });
    return answer;
  }

  /** Undefined: all of them are gone. */
  anyGateway(): GatewayAddress | undefined {
    return this.random.pick(this.context.gateways());
  }

  /** Over quota, it retries in the next second, as `Retry-After` says. */
  private async exchange(request: ChaosRequest, gateway: GatewayAddress): Promise<HttpAnswer | null> {
    for (;;) {
      const got = await this.exchangeOnce(request, gateway);
      if (got?.status !== 429 || parsed(got.text)['code'] !== 'quota-exceeded') return got;
      await pause(NEXT_QUOTA_MS);
    }
  }

  private exchangeOnce(request: ChaosRequest, { url }: GatewayAddress): Promise<HttpAnswer | null> {
    const { method, path, body, idempotencyKey } = request;
    const headers: Record<string, string> = { authorization: `Bearer ${this.key}`, ...request.headers };
    if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
    return callHttp(url + path, { method, headers, body, timeoutMs: TIMEOUT_MS }).catch(() => null);
  }
}
