import type { Metrics } from '#libs/telemetry';
import type { Request } from 'express';
import type { LogSampler } from '../http/log.sampler.js';
import { TokenBuckets } from '../http/token.buckets.js';
import { ProblemException } from '../problems/problem.exception.js';
import { networkOf, type ClientAddress } from './client.address.js';

const LONGEST_PATH = 200;
/** Refusals of one address that are answered before any is throttled, */
const BURST = 100;
/** and how many a second after that. */
const PER_SECOND = 5;

export interface Throttled {
  /** Whole seconds until there is a refusal again. */
  seconds: number;
  /** Whether the address goes on although it was told to wait, as often as it may be refused. */
  goesOn: boolean;
}

/** Bounds what callers cost who are not let in: counts them, throttles addresses with many, and tells the log of some. */
export class Refusals {
  private readonly refused;
  private readonly answered;
  private readonly buckets = new TokenBuckets(BURST, PER_SECOND);
  private readonly told = new TokenBuckets(BURST, PER_SECOND);

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

  /** Takes one of the refusals that the address may have; null: there was one left. */
  charge(request: Request): Throttled | null {
    const [network, now] = [networkOf(this.addresses.of(request)), this.now()];
    const seconds = this.buckets.take(network, now);
    if (seconds === null) return null;
    this.refused.of({ reason: 'throttled' }).value += 1;
    return { seconds, goesOn: this.told.take(network, now) !== null };
  }

  /** The one that was taken before credentials were verified: many at a time are not to be verified for one. */
  giveBack(request: Request): void {
    this.buckets.giveBack(networkOf(this.addresses.of(request)));
  }

  count(reason: 'missing' | 'invalid'): void {
    this.refused.of({ reason }).value += 1;
  }

  /** Writes down a request that was refused in front of the framework, where nobody else does. `route`: one of a few. */
  note(request: Request, route: string, status: number, reason: string): void {
    this.answered.of({ route, status: '4xx', cache: 'none' }).value += 1;
    const path = request.originalUrl.split('?')[0]!.slice(0, LONGEST_PATH);
    const address = this.addresses.of(request);
    this.lines.write({ method: request.method, route, path, status, caller: null, reason, address });
  }
}

export function tooManyRefusals({ seconds }: Throttled): ProblemException {
  return new ProblemException('too-many-refusals', undefined, { headers: { 'Retry-After': String(seconds) } });
}
