import type { Caller, Scope } from '#libs/access';
import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

export const PUBLIC = 'jobgate:public';
export const NEEDS = 'jobgate:needs';
export const BASIC_REALM = 'jobgate:basic-realm';

/** A route without access control: probes, documentation, problem pages. */
export const Public = () => SetMetadata(PUBLIC, true);

/** The scope that a route needs. */
export const Needs = (scope: Scope) => SetMetadata(NEEDS, scope);

/** A route that browsers open: they are asked for credentials, and may send them by HTTP Basic. */
export const TakesBasic = (realm: string) => SetMetadata(BASIC_REALM, realm);

export interface AuthenticatedRequest extends Request {
  caller: Caller;
}

/** The caller that the guard has authenticated. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller => context.switchToHttp().getRequest<AuthenticatedRequest>().caller,
);
