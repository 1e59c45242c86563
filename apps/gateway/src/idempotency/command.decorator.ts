import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from '../access/caller.decorator.js';
import type { RequestCommand } from './request.command.js';

export interface RequestWithCommand extends AuthenticatedRequest {
  command: RequestCommand;
}

/** The command that the request gives. */
export const CurrentCommand = createParamDecorator(
  (_: unknown, context: ExecutionContext): RequestCommand =>
    context.switchToHttp().getRequest<RequestWithCommand>().command,
);
