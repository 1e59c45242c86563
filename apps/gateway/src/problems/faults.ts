import { ProblemException, type Fault } from './problem.exception.js';

export const MAX_FAULTS = 20;

/** RFC 6901 §3. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((member) => `/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** `faults`: the first of `count`; at most twenty are listed. */
export function invalidRequest(detail: string, faults: readonly Fault[], count = faults.length): ProblemException {
  const errors = faults.slice(0, MAX_FAULTS);
  const more = count > errors.length ? ` ${errors.length} of ${count} faults are listed.` : '';
  return new ProblemException('invalid-request', `${detail}${more}`, { errors });
}
