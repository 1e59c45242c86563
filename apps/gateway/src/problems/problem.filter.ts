import { isStoreFailure } from '#libs/store';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { PROBLEM_TYPE, problemBody } from './problem.body.js';
import { PROBLEMS } from './problem.catalog.js';
import { ProblemException } from './problem.exception.js';

/** Turns everything that goes wrong into `application/problem+json`. Tells callers nothing of the inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = this.problemOf(error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { code, detail, more } = problem;
    response
      .status(PROBLEMS[code].status)
      .set({ 'Cache-Control': 'no-store', ...more.headers })
      .type(PROBLEM_TYPE)
      .send(JSON.stringify(problemBody({ code, detail, errors: more.errors }, request.originalUrl.split('?')[0]!)));
  }

  private problemOf(error: unknown): ProblemException {
    if (error instanceof ProblemException) return error;
    if (isStoreFailure(error)) {
      return new ProblemException('store-unavailable', undefined, { headers: { 'Retry-After': '1' } });
    }
    return problemOfStatus(error) ?? this.unexpected(error);
  }

  private unexpected(error: unknown): ProblemException {
    this.logger.error({ error }, 'request failed');
    return new ProblemException('internal-error');
  }
}

/** What the framework and its body parser refuse by themselves. */
function problemOfStatus(error: unknown): ProblemException | null {
  const status = error instanceof HttpException ? error.getStatus() : (error as { status?: unknown })?.status;
  if (status === 404) return new ProblemException('route-not-found');
  if (status === 413) return new ProblemException('payload-too-large');
  if (status === 415) return new ProblemException('unsupported-media-type');
  if (status === 400) return new ProblemException('invalid-request', 'The request could not be read.');
  return null;
}
