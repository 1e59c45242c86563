import type { PageSwitches } from '#libs/config';
import type { NextFunction, Request, Response } from 'express';
import { ProblemException } from '../problems/problem.exception.js';

/** The paths of each page. Routes are case-insensitive. */
const PATHS: Readonly<Record<keyof PageSwitches, RegExp>> = {
  dashboard: /^\/(assets(\/|$)|$)/i,
  docs: /^\/(docs(\/|$)|openapi\.(json|yaml)\/?$)/i,
  queues: /^\/queues(\/|$)/i,
};

/** The pages for people, each of which can be switched off. */
export class Pages {
  private hidden: readonly RegExp[] = [];

  constructor(switches: PageSwitches) {
    this.applyConfig(switches);
  }

  applyConfig(switches: PageSwitches): void {
    const names = Object.keys(PATHS) as (keyof PageSwitches)[];
    this.hidden = names.filter((name) => !switches[name]).map((name) => PATHS[name]);
  }

  readonly handle = (request: Request, _response: Response, next: NextFunction): void => {
    const isHidden = this.hidden.some((paths) => paths.test(request.path));
    next(isHidden ? new ProblemException('route-not-found') : undefined);
  };
}
