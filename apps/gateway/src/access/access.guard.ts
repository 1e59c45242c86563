import { Access, type Scope } from '#libs/access';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ProblemException } from '../problems/problem.exception.js';
import type { AuthenticatedRequest } from './caller.decorator.js';
import { NEEDS } from './needs.decorator.js';
import { PUBLIC } from './public.decorator.js';

const DEFAULT_SCOPE: Scope = 'jobs:read';

/** Lets in whoever has a valid key with the scope that the route needs. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly access: Access,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, places)) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const authentication = this.access.authenticate({
      authorization: request.headers.authorization,
      apiKey: singleValue(request.headers['x-api-key']),
    });
    if ('refused' in authentication) {
      const error = authentication.refused === 'invalid' ? ', error="invalid_token"' : '';
      throw new ProblemException('unauthenticated', undefined, {
        headers: { 'WWW-Authenticate': `Bearer realm="jobgate"${error}` },
      });
    }
    const scope = this.reflector.getAllAndOverride<Scope>(NEEDS, places) ?? DEFAULT_SCOPE;
    if (!authentication.caller.may(scope)) {
      throw new ProblemException('missing-scope', `This call needs the scope ${scope}.`, {
        headers: { 'WWW-Authenticate': `Bearer realm="jobgate", error="insufficient_scope", scope="${scope}"` },
      });
    }
    request.caller = authentication.caller;
    return true;
  }
}

function singleValue(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}
