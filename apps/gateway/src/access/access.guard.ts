import { Access, type Authentication, type Caller, type Scope } from '#libs/access';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { ReadLog } from '../audit/read.log.js';
import type { Query } from '../http/query.reader.js';
import { ADMITTED } from '../http/delayed.responses.js';
import { ProblemException, retryLater } from '../problems/problem.exception.js';
import { COST } from '../quota/costs.decorator.js';
import { budgetOf } from '../quota/quota.budget.js';
import { COSTS } from '../quota/quota.costs.js';
import { Quotas } from '../quota/quotas.js';
import { type AuthenticatedRequest, BASIC_REALM, NEEDS, PUBLIC } from './access.decorators.js';
import { challengeOf } from './challenge.js';
import { tooManyRefusals, Refusals } from './refusals.js';
import { credentialsOf } from './request.credentials.js';

type Refused = Extract<Authentication, { refused: unknown }>['refused'];

const DEFAULT_SCOPE: Scope = 'jobs:read';

/** Authenticates requests, charges their quota, and checks the scope that the route needs. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly access: Access,
    private readonly quotas: Quotas,
    private readonly reflector: Reflector,
    private readonly refusals: Refusals,
    private readonly reads: ReadLog,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, places)) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const realm = this.reflector.getAllAndOverride<string | undefined>(BASIC_REALM, places) ?? null;
    const authentication = await this.decide(request, realm);
    if ('refused' in authentication) throw this.refusal(authentication.refused, request, realm);
    const response = context.switchToHttp().getResponse<Response>();
    response.locals[ADMITTED] = authentication.caller.name;
    this.reads.begin(authentication.caller, request, response);
    const costOf = this.reflector.get<((query: Query) => number) | undefined>(COST, context.getHandler());
    await this.charge(authentication.caller, request, response, costOf);
    // Set before the scope is checked: refusals are audited with their caller.
    request.caller = authentication.caller;
    const scope = this.reflector.getAllAndOverride<Scope>(NEEDS, places) ?? DEFAULT_SCOPE;
    if (!authentication.caller.may(scope)) {
      throw new ProblemException('missing-scope', `This call needs the scope ${scope}.`, {
        headers: { 'WWW-Authenticate': `Bearer realm="jobgate", error="insufficient_scope", scope="${scope}"` },
      });
    }
    return true;
  }

  /** Browsers send credentials only after a challenge: routes with a realm have no anonymous callers. */
  private async decide(request: AuthenticatedRequest, realm: string | null): Promise<Authentication> {
    const credentials = credentialsOf(request, realm !== null);
    const isSilent = credentials.authorization === undefined && credentials.apiKey === undefined;
    if (realm !== null && isSilent) return { refused: 'missing' };
    const found = this.access.authenticate(credentials);
    if ('caller' in found || found.refused !== 'unverified') return found;
    const throttled = this.refusals.charge(request);
    if (throttled !== null) throw tooManyRefusals(throttled);
    try {
      return await this.access.decide(credentials);
    } finally {
      this.refusals.giveBack(request);
    }
  }

  private refusal(refused: Refused, request: AuthenticatedRequest, realm: string | null): ProblemException {
    if (refused === 'unavailable') return retryLater('issuer-unavailable', 5);
    const throttled = this.refusals.charge(request);
    if (throttled !== null) return tooManyRefusals(throttled);
    this.refusals.count(refused === 'missing' ? 'missing' : 'invalid');
    const bearer = challengeOf(refused);
    // Browsers read one challenge in each line.
    const challenges = realm === null ? bearer : [bearer, `Basic realm="${realm}", charset="UTF-8"`];
    return new ProblemException('unauthenticated', undefined, { headers: { 'WWW-Authenticate': challenges } });
  }

  private async charge(
    caller: Caller,
    request: AuthenticatedRequest,
    response: Response,
    costOf: (query: Query) => number = () => COSTS.other,
  ): Promise<void> {
    const budget = budgetOf(request.method, request.originalUrl);
    const claim = await this.quotas.claim(request, caller, budget, costOf(request.query));
    if (claim === null) return;
    for (const [name, value] of Object.entries(claim.fields)) response.setHeader(name, value);
    if (claim.isGranted) return;
    throw retryLater('quota-exceeded', claim.retryAfter);
  }
}
