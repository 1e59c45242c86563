import type { ProblemCode } from './problem.catalog.js';

/** Where a request is at fault. */
export class FaultDto {
  /**
   * A JSON pointer into the body (RFC 6901), or `?name` for a query parameter.
   * @example '/labels'
   */
  pointer: string;
  detail: string;
}

/** What went wrong (RFC 9457). */
export class ProblemDto {
  /** The page that explains it: `/problems/<code>`. */
  type: string;
  title: string;
  /** The HTTP status. */
  status: number;
  /** A description of this occurrence. */
  detail: string;
  /** The path of the request. */
  instance: string;
  code: ProblemCode;
  /** The error code of the upstream or of an intermediary. */
  upstreamCode?: string;
  /** The errors of an `invalid-request`. */
  errors?: FaultDto[];
}

/** What there is to say of a problem. */
export class ProblemPageDto {
  /** As in the problem. */
  type: string;
  code: ProblemCode;
  /** The HTTP status of the problem. */
  status: number;
  title: string;
  /** What happened. */
  explanation: string;
  /** What the caller can do about it. */
  remedy: string;
  /** An example response. */
  example: ProblemDto;
}

/** Every problem that the API answers with. */
export class ProblemListDto {
  problems: ProblemPageDto[];
}
