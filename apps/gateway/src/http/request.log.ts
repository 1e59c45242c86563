import type { Caller } from '#libs/access';
import type { NextFunction, Response } from 'express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { ClientAddress } from '../access/client.address.js';
import type { AuthenticatedRequest } from '../access/access.decorators.js';
import type { RequestIds } from './request.ids.js';
import { routeOf } from './route-template.js';
import type { LogSampler } from './log.sampler.js';

/** Frequent requests that are not worth a line. */
const PROBES = /^\/(health|metrics)(\/|$)/;
const MAX_PATH_LENGTH = 200;

/**
 * One line for each request: `info`, `error` where the gateway failed, and `debug` for probes. What is answered in front of
 * the framework is written at `debug` alone: a line costs more than such an answer. Of refusals of nobody that is known some
 * have a line.
 */
export class RequestLog {
  private readonly written = new WeakSet<ServerResponse>();

  constructor(
    private readonly logger: Logger,
    private readonly sampled: LogSampler,
    private readonly addresses: ClientAddress,
    private readonly ids: RequestIds,
  ) {}

  /** Whether requests on the fast path are logged. */
  get logsFastPath(): boolean {
    return this.logger.isLevelEnabled('debug');
  }

  readonly handle = (request: AuthenticatedRequest, response: Response, next: NextFunction): void => {
    this.written.add(response);
    const startedAt = performance.now();
    const address = this.addresses.of(request);
    response.once('close', () => {
      const { method, originalUrl, caller } = request;
      const facts = { method, route: routeOf(request), ...factsOf(originalUrl, response, startedAt) };
      const line = { ...facts, ...whoOf(caller), address, requestId: this.ids.of(request) };
      if (caller === undefined && isRefusal(response) && !PROBES.test(originalUrl)) this.sampled.write(line);
      else this.logger[levelOf(originalUrl, response)](line, 'request');
    });
    next();
  };

  /** Logs a request unless the framework does. */
  readonly logFastPath = (request: IncomingMessage, response: ServerResponse): void => {
    const { method, url = '' } = request;
    const startedAt = performance.now();
    const address = this.addresses.of(request);
    response.once('close', () => {
      if (this.written.has(response)) return;
      this.logger.debug({ method, route: 'hot', ...factsOf(url, response, startedAt), address }, 'request');
    });
  };
}

const whoOf = (caller: Caller | undefined) =>
  caller === undefined ? { caller: null } : { caller: caller.name, fingerprint: caller.fingerprint };

/** Anyone can cause these. */
const isRefusal = ({ statusCode }: ServerResponse): boolean => statusCode >= 400 && statusCode < 500;

/** Without the query, which may hold secrets. */
function factsOf(url: string, response: ServerResponse, startedAt: number) {
  return {
    path: url.split('?')[0]!.slice(0, MAX_PATH_LENGTH),
    status: response.statusCode,
    milliseconds: Math.round(performance.now() - startedAt),
    ...(response.writableFinished ? {} : { isBrokenOff: true }),
  };
}

function levelOf(url: string, { statusCode }: ServerResponse): 'debug' | 'info' | 'error' {
  if (PROBES.test(url)) return 'debug';
  return statusCode === 500 ? 'error' : 'info';
}
