import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { ProblemException } from '../problems/problem.exception.js';

const LARGEST_BODY = '1mb';
const JSON_TYPES = ['application/json', 'application/*+json'];

/** Bodies are JSON, or are refused. */
export function parseBodies(app: NestExpressApplication): void {
  app.use(refuseOtherTypes);
  app.useBodyParser('json', { limit: LARGEST_BODY, strict: false, type: JSON_TYPES, reviver: withoutPrototypes });
}

function refuseOtherTypes(request: Request, _response: Response, next: NextFunction): void {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length']) > 0;
  next(hasBody && !request.is(JSON_TYPES) ? new ProblemException('unsupported-media-type') : undefined);
}

/** A member of this name would change what an object is where it is copied. */
function withoutPrototypes(name: string, value: unknown): unknown {
  if (name === '__proto__') throw new SyntaxError('The member __proto__ is not accepted.');
  return value;
}
