import { usualDetail, type ProblemCode } from './problem.catalog.js';

/** A JSON pointer into the body, or `?name` for a query parameter. */
export interface Fault {
  pointer: string;
  detail: string;
}

/** Becomes the response (RFC 9457). */
export class ProblemException extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly detail: string = usualDetail(code),
    readonly more: { errors?: Fault[]; headers?: Record<string, string | string[]>; upstreamCode?: string } = {},
  ) {
    super(detail);
  }
}

/** The same with `Retry-After`, in whole seconds. */
export function retryLater(
  code: ProblemCode,
  seconds: number,
  detail?: string,
  upstreamCode?: string,
): ProblemException {
  const headers = { 'Retry-After': String(seconds) };
  return new ProblemException(code, detail, { headers, ...(upstreamCode === undefined ? {} : { upstreamCode }) });
}
