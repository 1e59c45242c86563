import { isStoreFailure } from '#libs/store';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { PROBLEM_CODE } from '../audit/audited-call.js';
import type { DelayedResponses } from '../http/delayed.responses.js';
import { methodsOf } from '../http/methods.js';
import { PROBLEM_TYPE, problemBody } from './problem.body.js';
import { PROBLEMS } from './problem.catalog.js';
import { ProblemException, retryLater } from './problem.exception.js';

/** Headers of the response that failed. */
const OF_THE_RESOURCE = [
  ...['ETag', 'Last-Modified', 'Age', 'Cache-Status', 'Retry-After', 'Preference-Applied'],
  ...['Location', 'Content-Location'],
];

/** Turns every error into `application/problem+json`, without internal details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly late: DelayedResponses,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (isUnrouted(error) && this.answeredAsMethod(request, response)) return;
    this.answer(this.problemOf(error, request), request, response);
  }

  /** For paths with other methods: `OPTIONS` lists them, any other is refused (RFC 9110 §15.5.6). */
  private answeredAsMethod(request: Request, response: Response): boolean {
    const methods = methodsOf(request);
    if (methods.length === 0) return false;
    const headers = { Allow: methods.join(', ') };
    if (request.method === 'OPTIONS') response.status(204).set(headers).end();
    else this.answer(new ProblemException('method-not-allowed', undefined, { headers }), request, response);
    return true;
  }

  private answer(problem: ProblemException, request: Request, response: Response): void {
    for (const name of OF_THE_RESOURCE) response.removeHeader(name);
    const { code, detail, more } = problem;
    response.locals[PROBLEM_CODE] = code;
    const { status } = PROBLEMS[code];
    const answer = () =>
      response
        .status(status)
        .set({ 'Cache-Control': 'no-store', ...more.headers })
        .type(PROBLEM_TYPE)
        .send(JSON.stringify(problemBody({ code, detail, ...more }, request.originalUrl.split('?')[0]!)));
    if (status === 429) this.late.give(request, response, answer);
    else answer();
  }

  private problemOf(error: unknown, request: Request): ProblemException {
    if (error instanceof ProblemException) return error;
    if (isStoreFailure(error)) return retryLater('store-unavailable', 1);
    return refusalOf(error, request) ?? this.unexpected(error);
  }

  private unexpected(error: unknown): ProblemException {
    this.logger.error({ error }, 'request failed');
    return new ProblemException('internal-error');
  }
}

/** Errors of the framework itself. */
function refusalOf(error: unknown, request: Request): ProblemException | null {
  const status = statusOf(error);
  if (status === 404) return new ProblemException('route-not-found');
  if (status === 413) return new ProblemException('payload-too-large');
  if (status === 415) return new ProblemException('unsupported-media-type');
  if (status !== 400) return null;
  if (isUndecodablePath(request)) {
    return request.path.startsWith('/jobs/')
      ? new ProblemException('invalid-job-id', 'The percent-encoding of the address is broken.')
      : new ProblemException('route-not-found', 'The percent-encoding of the address is broken.');
  }
  return new ProblemException('invalid-request', 'The request could not be read.');
}

function isUnrouted(error: unknown): boolean {
  return error instanceof HttpException && error.getStatus() === 404;
}

function statusOf(error: unknown): unknown {
  return error instanceof HttpException ? error.getStatus() : (error as { status?: unknown } | null)?.status;
}

function isUndecodablePath({ path }: Request): boolean {
  try {
    decodeURIComponent(path);
    return false;
  } catch {
    return true;
  }
}
