import type { Access, Authentication, Credentials } from '#libs/access';
import type { NextFunction, Request, Response } from 'express';
import { answerHeaders } from '../http/default-headers.js';
import type { Tarpit } from '../http/tarpit.js';
import { PreparedProblem } from '../problems/prepared.problem.js';
import { challengeOf } from './challenge.js';
import type { Refusals, Throttled } from './refusals.js';
import { credentialsOf } from './request.credentials.js';

type Refused = Extract<Authentication, { refused: unknown }>['refused'];

/** Routes that need credentials. */
const FOR_CALLERS = /^\/(jobs|connections|events|webhooks|audit|metrics)(?=[/?]|$)/i;
const UNAUTHENTICATED = new PreparedProblem('unauthenticated', answerHeaders('/jobs'));
const TOO_MANY = new PreparedProblem('too-many-refusals', answerHeaders('/jobs'));

/**
 * Refuses requests without valid credentials before anything else is done for them. The guard judges again, by route:
 * what is not refused here is not let in yet.
 */
export class Admission {
  constructor(
    private readonly access: Access,
    private readonly refusals: Refusals,
    private readonly tarpit: Tarpit,
  ) {}

  readonly handle = (request: Request, response: Response, next: NextFunction): void => {
    const route = FOR_CALLERS.exec(request.url)?.[0].toLowerCase();
    if (route === undefined || request.method === 'OPTIONS') return next();
    const credentials = credentialsOf(request, false);
    const found = this.access.authenticate(credentials);
    if ('caller' in found) return next();
    this.judge(found.refused, credentials, request, response, route).then((isLeft) => isLeft && next(), next);
  };

  /**
   * Whether the request is left to the guard. A short body that was sent with its head has arrived when this answers, and
   * the connection stays.
   */
  private async judge(
    found: Refused,
    credentials: Credentials,
    request: Request,
    response: Response,
    route: string,
  ): Promise<boolean> {
    const throttled = this.refusals.charge(request);
    if (throttled !== null) return this.throttle(request, response, route, throttled);
    const refused = found === 'unverified' ? await this.verified(credentials) : await Promise.resolve(found);
    if (refused === null || refused === 'unavailable') {
      this.refusals.giveBack(request);
      return true;
    }
    const reason = refused === 'missing' ? 'missing' : 'invalid';
    this.refusals.count(reason);
    this.refusals.note(request, route, 401, reason);
    UNAUTHENTICATED.answer(request, response, { 'WWW-Authenticate': challengeOf(reason) });
    return false;
  }

  /** null: valid. */
  private async verified(credentials: Credentials): Promise<Refused | null> {
    const found = await this.access.decide(credentials);
    return 'caller' in found ? null : found.refused;
  }

  private throttle(request: Request, response: Response, route: string, { seconds, goesOn }: Throttled): false {
    this.refusals.note(request, route, 429, 'throttled');
    const answer = () => TOO_MANY.answer(request, response, { 'Retry-After': String(seconds) });
    if (goesOn) this.tarpit.hold(request.socket, answer);
    else answer();
    return false;
  }
}
