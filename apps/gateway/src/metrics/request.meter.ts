import type { Metrics } from '#libs/telemetry';
import type { NextFunction, Request, Response } from 'express';
import { routeOf } from '../http/route-template.js';

/** Counts what the framework answers. */
export class RequestMeter {
  private readonly requests;
  private readonly durations;

  constructor(metrics: Metrics) {
    this.requests = metrics.counter('jobgate_http_requests_total');
    this.durations = metrics.histogram('jobgate_http_request_duration_seconds');
  }

  /** A handler in front of all routes. */
  readonly handle = (request: Request, response: Response, next: NextFunction): void => {
    const startedAt = performance.now();
    response.once('close', () => this.ended(request, response, (performance.now() - startedAt) / 1000));
    next();
  };

  private ended(request: Request, response: Response, seconds: number): void {
    const route = routeOf(request);
    const status = response.writableFinished ? `${Math.floor(response.statusCode / 100)}xx` : 'closed';
    this.requests.of({ route, status, cache: originOf(response) }).value += 1;
    if (!takesItsTime(response)) this.durations.of({ route }).add(seconds);
  }
}

/** `redis`: what is stored. `miss`, `request`: a worker was asked, see `Cache-Status`. `none`: nothing that is stored. */
function originOf(response: Response): string {
  const status = response.getHeader('Cache-Status');
  if (typeof status !== 'string') return 'none';
  if (status.includes('fwd=miss')) return 'miss';
  if (status.includes('fwd=request')) return 'request';
  return 'redis';
}

/** Streams, and answers that were asked to wait, say nothing of how quick the gateway is. */
function takesItsTime(response: Response): boolean {
  const type = response.getHeader('Content-Type');
  const applied = response.getHeader('Preference-Applied');
  return /^text\/event-stream/.test(String(type ?? '')) || /\bwait\b/.test(String(applied ?? ''));
}
