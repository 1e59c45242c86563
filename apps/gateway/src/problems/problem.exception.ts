import { usualDetail, type ProblemCode } from './problem.catalog.js';

/** Where a request is at fault: a JSON pointer into the body, or `?name` for a query parameter. */
export interface Fault {
  pointer: string;
  detail: string;
}

/** Answers the request with a problem (RFC 9457). */
export class ProblemException extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly detail: string = usualDetail(code),
    readonly more: { errors?: Fault[]; headers?: Record<string, string | string[]>; upstreamCode?: string } = {},
  ) {
    super(detail);
  }
}
