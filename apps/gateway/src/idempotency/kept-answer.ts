import { PROBLEMS } from '../problems/problem.catalog.js';
import { ProblemException } from '../problems/problem.exception.js';

/** An answer as it is kept for those who repeat their request. */
export type KeptAnswer =
  | { status: number; headers: Record<string, string>; body?: unknown }
  | { problem: Pick<ProblemException, 'code' | 'detail' | 'more'> };

/** What is to become of a key after its request ended in an error. */
export type AfterError =
  /** Whoever repeats the request gets the same problem. */
  | { keep: KeptAnswer }
  /** Something may have been done: whoever repeats it goes on with the same command. */
  | 'release'
  /** Nothing was done. */
  | 'forget';

/** Refusals of the upstream, or of what is known of the job. What the request itself lacks is found out anew each time. */
const KEPT_STATUSES: readonly number[] = [409, 502];
const NOTHING_DONE: readonly number[] = [400, 401, 403, 404, 413, 415, 422, 429, 503];

export function afterError(error: unknown): AfterError {
  if (!(error instanceof ProblemException)) return 'release';
  const { status } = PROBLEMS[error.code];
  const { code, detail, more } = error;
  if (KEPT_STATUSES.includes(status)) return { keep: { problem: { code, detail, more } } };
  return NOTHING_DONE.includes(status) ? 'forget' : 'release';
}
