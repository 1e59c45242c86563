import { ProblemException, type Fault } from './problem.exception.js';

/** What a request that is wrong in many places is told of. */
export const MOST_FAULTS = 20;

/** `faults`: the first of `count`; those beyond twenty are told by their number alone. */
export function invalidRequest(detail: string, faults: readonly Fault[], count = faults.length): ProblemException {
  const errors = faults.slice(0, MOST_FAULTS);
  const more = count > errors.length ? ` ${errors.length} of ${count} faults are listed.` : '';
  return new ProblemException('invalid-request', `${detail}${more}`, { errors });
}
