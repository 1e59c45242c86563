import { PROBLEMS, type ProblemCode } from './problem.catalog.js';
import type { ProblemDto } from './problem.dto.js';
import type { Fault } from './problem.exception.js';

export const PROBLEM_TYPE = 'application/problem+json';

export const problemType = (code: ProblemCode): string => `/problems/${code}`;

interface ProblemFacts {
  code: ProblemCode;
  detail: string;
  errors?: Fault[];
  upstreamCode?: string;
}

/** RFC 9457. `instance` is the path of the request. */
export function problemBody({ code, detail, errors, upstreamCode }: ProblemFacts, instance: string): ProblemDto {
  const { status, title } = PROBLEMS[code];
  return {
    type: problemType(code),
    title,
    status,
    detail,
    instance,
    code,
    ...(upstreamCode === undefined ? {} : { upstreamCode }),
    ...(errors ? { errors } : {}),
  };
}
