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
  /** The status of the answer, once more. */
  status: number;
  /** This very case, in a sentence. */
  detail: string;
  /** The address that was asked. */
  instance: string;
  code: ProblemCode;
  /** What the upstream, or whoever stood in the way of it, called it. */
  upstreamCode?: string;
  /** Every fault of an `invalid-request`. */
  errors?: FaultDto[];
}

/** What there is to say of a problem. */
export class ProblemPageDto {
  /** As in the problem itself. */
  type: string;
  code: ProblemCode;
  /** Of the answers that tell of it. */
  status: number;
  title: string;
  /** What happened. */
  explanation: string;
  /** What the caller can do about it. */
  remedy: string;
  /** What such an answer looks like. */
  example: ProblemDto;
}

/** Every problem that the API answers with. */
export class ProblemListDto {
  problems: ProblemPageDto[];
}
