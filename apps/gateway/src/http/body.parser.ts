import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { ProblemException } from '../problems/problem.exception.js';

const LARGEST_BODY = '1mb';
const JSON_TYPES = ['application/json', 'application/*+json'];

/** Bodies are JSON, or are refused. */
export function parseBodies(app: NestExpressApplication): void {
  app.use(refuseOtherTypes);
  app.useBodyParser('json', { limit: LARGEST_BODY, strict: false, type: JSON_TYPES, reviver: accepted });
}

function refuseOtherTypes(request: Request, _response: Response, next: NextFunction): void {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length']) > 0;
  next(hasBody && !request.is(JSON_TYPES) ? new ProblemException('unsupported-media-type') : undefined);
}

/**
 * A member called `__proto__` would change what an object is where it is copied. A number that a double does not hold would
 * reach an upstream as another one; here it can no longer be told from its neighbours.
 */
function accepted(name: string, value: unknown): unknown {
  if (name === '__proto__') throw new SyntaxError('The member __proto__ is not accepted.');
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw new SyntaxError('Numbers beyond 2^53 are not accepted.');
  }
  return value;
}
