import { parseJson } from '#libs/jobs';
import { PROBLEMS } from '../problems/problem.catalog.js';
import { ProblemException } from '../problems/problem.exception.js';
import type { CommandProgress } from './request.command.js';

/** The response that a repeated request gets. */
export type StoredResponse =
  | { status: number; headers: Record<string, string>; body?: unknown }
  | { problem: Pick<ProblemException, 'code' | 'detail' | 'more'> };

/** Throws on anything else. */
export function parseStoredResponse(text: string): StoredResponse {
  const kept = parseJson(text) as StoredResponse;
  const isProblem = 'problem' in kept && Object.hasOwn(PROBLEMS, kept.problem.code);
  if (!isProblem && !('status' in kept && Number.isInteger(kept.status))) throw new TypeError('No answer.');
  return kept;
}

/** What happens to a key after an error. */
export type AfterError =
  /** A repeated request gets the same problem. */
  | { keep: StoredResponse }
  /** The command may have been carried out: a repeated request continues with it. */
  | 'release'
  /** The command was not and will not be carried out. */
  | 'forget';

/** The state of the job was in conflict. */
const CONFLICT = 409;

/** A key is freed by proof alone, never by the status of a response. */
export function afterError(error: unknown, progress: CommandProgress): AfterError {
  if (!(error instanceof ProblemException)) return 'release';
  const { code, detail, more } = error;
  const keep: AfterError = { keep: { problem: { code, detail, more } } };
  switch (progress) {
    case 'given':
      return 'release';
    case 'settled':
      return keep;
    case 'withdrawn':
      return 'forget';
    case 'not-given':
      // Faults of the request itself are detected again each time.
      return PROBLEMS[code].status === CONFLICT ? keep : 'forget';
  }
}
