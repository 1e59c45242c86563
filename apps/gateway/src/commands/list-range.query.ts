import { ProblemException, type Fault } from '../problems/problem.exception.js';

export const MAX_AT_ONCE = 200;
const USUAL_AT_ONCE = 50;
const FARTHEST = 1_000_000;

export interface ListRange {
  offset: number;
  limit: number;
}

/** Throws `invalid-request` for malformed numbers and unknown parameters. */
export function parseListRange(query: Record<string, unknown>): ListRange {
  const faults: Fault[] = Object.keys(query)
    .filter((name) => name !== 'offset' && name !== 'limit')
    .map((name) => ({ pointer: `?${name}`, detail: 'There is no such parameter.' }));
  const whole = (name: string, usual: number, least: number) => {
    const value = query[name];
    if (value === undefined) return usual;
    if (typeof value === 'string' && /^\d{1,9}$/.test(value) && Number(value) >= least) return Number(value);
    faults.push({ pointer: `?${name}`, detail: `Must be a whole number from ${least}.` });
    return usual;
  };
  const part = { offset: whole('offset', 0, 0), limit: whole('limit', USUAL_AT_ONCE, 1) };
  if (faults.length > 0) throw new ProblemException('invalid-request', undefined, { errors: faults });
  return { offset: Math.min(part.offset, FARTHEST), limit: Math.min(part.limit, MAX_AT_ONCE) };
}
