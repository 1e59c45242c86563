import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from '../access/caller.decorator.js';

export interface ActingRequest extends AuthenticatedRequest {
  /** Names what the request does: the same when it is repeated under one `Idempotency-Key`. */
  command: string;
}

/** The name of the command that the request gives. */
export const CommandName = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => context.switchToHttp().getRequest<ActingRequest>().command,
);
