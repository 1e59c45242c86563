import type { Metrics } from '#libs/telemetry';
import type { Request } from 'express';
import type { SampledLines } from '../http/sampled.lines.js';
import { ProblemException } from '../problems/problem.exception.js';
import type { ClientAddress } from './client.address.js';
import { RefusalBuckets, type Throttled } from './refusal.buckets.js';

const LONGEST_PATH = 200;

/** Bounds what callers cost who are not let in: counts them, throttles addresses with many, and tells the log of some. */
export class Refusals {
  private readonly refused;
  private readonly answered;

  constructor(
    metrics: Metrics,
    private readonly lines: SampledLines,
    private readonly addresses: ClientAddress,
    private readonly buckets = new RefusalBuckets(),
    /** Monotonic milliseconds. */
    private readonly now: () => number = () => performance.now(),
  ) {
    this.refused = metrics.counter('jobgate_auth_refused_total');
    this.answered = metrics.counter('jobgate_http_requests_total');
  }

  /** Takes one of the refusals that the address may have; null: there was one left. */
  charge(request: Request): Throttled | null {
    const throttled = this.buckets.take(this.addresses.of(request), this.now());
    if (throttled !== null) this.refused.of({ reason: 'throttled' }).value += 1;
    return throttled;
  }

  /** The one that was taken before credentials were verified: many at a time are not to be verified for one. */
  giveBack(request: Request): void {
    this.buckets.giveBack(this.addresses.of(request));
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
