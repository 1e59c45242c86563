import type { PageSwitches } from '#libs/config';
import type { NextFunction, Request, Response } from 'express';
import { ProblemException } from '../problems/problem.exception.js';

/** What belongs to each page. Routes are found whatever the case of their letters. */
const PATHS: Readonly<Record<keyof PageSwitches, RegExp>> = {
  dashboard: /^\/(assets(\/|$)|$)/i,
  docs: /^\/(docs(\/|$)|openapi\.(json|yaml)\/?$)/i,
  queues: /^\/queues(\/|$)/i,
};

/** The pages for people, each of which can be switched off: then there is nothing where it was. */
export class Pages {
  private hidden: readonly RegExp[] = [];

  constructor(switches: PageSwitches) {
    this.applyConfig(switches);
  }

  applyConfig(switches: PageSwitches): void {
    const names = Object.keys(PATHS) as (keyof PageSwitches)[];
    this.hidden = names.filter((name) => !switches[name]).map((name) => PATHS[name]);
  }

  /** A handler in front of all routes. */
  readonly handle = (request: Request, _response: Response, next: NextFunction): void => {
    const isHidden = this.hidden.some((paths) => paths.test(request.path));
    next(isHidden ? new ProblemException('route-not-found') : undefined);
  };
}
