import { Access, type Authentication, type Caller, type Scope } from '#libs/access';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { ProblemException } from '../problems/problem.exception.js';
import { budgetOf } from '../quota/quota.budget.js';
import { Quotas } from '../quota/quotas.js';
import type { AuthenticatedRequest } from './caller.decorator.js';
import { NEEDS } from './needs.decorator.js';
import { PUBLIC } from './public.decorator.js';

const DEFAULT_SCOPE: Scope = 'jobs:read';

/** Lets in whoever has a valid key or token with the scope that the route needs, within the quota. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly access: Access,
    private readonly quotas: Quotas,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, places)) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const authentication = await this.access.decide({
      authorization: request.headers.authorization,
      apiKey: singleValue(request.headers['x-api-key']),
    });
    if ('refused' in authentication) throw refusal(authentication.refused);
    await this.charge(authentication.caller, request, context.switchToHttp().getResponse<Response>());
    // Also of whoever may not do it: refusals are written down with their caller, except those over quota.
    request.caller = authentication.caller;
    const scope = this.reflector.getAllAndOverride<Scope>(NEEDS, places) ?? DEFAULT_SCOPE;
    if (!authentication.caller.may(scope)) {
      throw new ProblemException('missing-scope', `This call needs the scope ${scope}.`, {
        headers: { 'WWW-Authenticate': `Bearer realm="jobgate", error="insufficient_scope", scope="${scope}"` },
      });
    }
    return true;
  }

  private async charge(caller: Caller, request: AuthenticatedRequest, response: Response): Promise<void> {
    const claim = await this.quotas.claim(request, caller, budgetOf(request.method, request.originalUrl));
    if (claim === null) return;
    for (const [name, value] of Object.entries(claim.fields)) response.setHeader(name, value);
    if (claim.isGranted) return;
    throw new ProblemException('quota-exceeded', undefined, { headers: { 'Retry-After': String(claim.retryAfter) } });
  }
}

function refusal(refused: Extract<Authentication, { refused: unknown }>['refused']): ProblemException {
  if (refused === 'unavailable') {
    return new ProblemException('issuer-unavailable', undefined, { headers: { 'Retry-After': '5' } });
  }
  const error = refused === 'missing' ? '' : ', error="invalid_token"';
  return new ProblemException('unauthenticated', undefined, {
    headers: { 'WWW-Authenticate': `Bearer realm="jobgate"${error}` },
  });
}

function singleValue(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}
