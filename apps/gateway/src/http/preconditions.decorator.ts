import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { Preconditions } from './preconditions.js';

/** The conditions under which the request wants to be carried out. */
export const RequestPreconditions = createParamDecorator(
  (_: unknown, context: ExecutionContext) => new Preconditions(context.switchToHttp().getRequest<Request>().headers),
);
