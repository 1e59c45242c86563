import type { Metrics } from '#libs/telemetry';
import type { NextFunction, Request, Response } from 'express';
import { routeOf } from '../http/route-template.js';

/** Counts the responses of the framework. */
export class RequestMeter {
  private readonly requests;
  private readonly durations;

  constructor(metrics: Metrics) {
    this.requests = metrics.counter('jobgate_http_requests_total');
    this.durations = metrics.histogram('jobgate_http_request_duration_seconds');
  }

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

/** `redis`: stored. `miss`, `request`: polled, see `Cache-Status`. `none`: neither. */
function originOf(response: Response): string {
  const status = response.getHeader('Cache-Status');
  if (typeof status !== 'string') return 'none';
  if (status.includes('fwd=miss')) return 'miss';
  if (status.includes('fwd=request')) return 'request';
  return 'redis';
}

/** Streams and long polls are no measure of latency. */
function takesItsTime(response: Response): boolean {
  const type = response.getHeader('Content-Type');
  const applied = response.getHeader('Preference-Applied');
  return /^text\/event-stream/.test(String(type ?? '')) || /\bwait\b/.test(String(applied ?? ''));
}
