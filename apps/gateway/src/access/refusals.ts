import type { Metrics } from '#libs/telemetry';
import type { Request } from 'express';
import type { LogSampler } from '../http/log.sampler.js';
import { TokenBuckets } from '../http/token.buckets.js';
import { retryLater, type ProblemException } from '../problems/problem.exception.js';
import { networkOf, type ClientAddress } from './client.address.js';

const MAX_PATH_LENGTH = 200;
/** Refusals of one address before it is throttled, */
const BURST = 100;
/** and how many a second after that. */
const PER_SECOND = 5;

export interface Throttled {
  /** In whole seconds. */
  seconds: number;
  /** Whether the address continues although it is throttled. */
  goesOn: boolean;
}

/** Limits the cost of unauthenticated requests: counts them, throttles addresses, and logs a sample. */
export class Refusals {
  private readonly refused;
  private readonly answered;
  private readonly buckets = new TokenBuckets(BURST, PER_SECOND);
  private readonly continued = new TokenBuckets(BURST, PER_SECOND);

  constructor(
    metrics: Metrics,
    private readonly lines: LogSampler,
    private readonly addresses: ClientAddress,
    /** Monotonic milliseconds. */
    private readonly now: () => number = () => performance.now(),
  ) {
    this.refused = metrics.counter('jobgate_auth_refused_total');
    this.answered = metrics.counter('jobgate_http_requests_total');
  }

  /** Charges one refusal to the address; null: it is not throttled. */
  charge(request: Request): Throttled | null {
    const [network, now] = [networkOf(this.addresses.of(request)), this.now()];
    const seconds = this.buckets.take(network, now);
    if (seconds === null) return null;
    this.refused.of({ reason: 'throttled' }).value += 1;
    return { seconds, goesOn: this.continued.take(network, now) !== null };
  }

  /** Returns the charge from before credentials were verified, which bounds concurrent verifications. */
  giveBack(request: Request): void {
    this.buckets.giveBack(networkOf(this.addresses.of(request)));
  }

  count(reason: 'missing' | 'invalid'): void {
    this.refused.of({ reason }).value += 1;
  }

  /** Logs and counts a request that was refused before the framework. `route`: one of a few. */
  note(request: Request, route: string, status: number, reason: string): void {
    this.answered.of({ route, status: '4xx', cache: 'none' }).value += 1;
    const path = request.originalUrl.split('?')[0]!.slice(0, MAX_PATH_LENGTH);
    const address = this.addresses.of(request);
    this.lines.write({ method: request.method, route, path, status, caller: null, reason, address });
  }
}

export const tooManyRefusals = ({ seconds }: Throttled): ProblemException => retryLater('too-many-refusals', seconds);
