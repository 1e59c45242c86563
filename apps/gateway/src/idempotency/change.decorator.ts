import type { Caller } from '#libs/access';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from '../access/access.decorators.js';
import { noteWebhookIn, type NoteWebhook } from '../audit/audited-webhook.js';
import { Preconditions } from '../http/preconditions.js';
import type { RequestCommand } from './request.command.js';

export interface RequestWithCommand extends AuthenticatedRequest {
  /** Of routes that are idempotent. */
  command: RequestCommand;
}

/** What comes with a request that changes something. */
export interface Change {
  caller: Caller;
  conditions: Preconditions;
  command: RequestCommand;
  noteWebhook: NoteWebhook;
}

export const CurrentChange = createParamDecorator((_: unknown, context: ExecutionContext): Change => {
  const { caller, command, headers } = context.switchToHttp().getRequest<RequestWithCommand>();
  const noteWebhook = noteWebhookIn(context.switchToHttp().getResponse());
  return { caller, command, conditions: new Preconditions(headers), noteWebhook };
});
