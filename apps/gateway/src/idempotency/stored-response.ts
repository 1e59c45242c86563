import { parseJson } from '#libs/jobs';
import { PROBLEMS } from '../problems/problem.catalog.js';
import { ProblemException } from '../problems/problem.exception.js';
import type { CommandStanding } from './request.command.js';

/** An answer as it is kept for those who repeat their request. */
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

/** What is to become of a key after its request ended in an error. */
export type AfterError =
  /** Whoever repeats the request gets the same problem. */
  | { keep: StoredResponse }
  /** Something may have been done: whoever repeats it goes on with the same command. */
  | 'release'
  /** Nothing was done, and nothing will be. */
  | 'forget';

/** What is known of the job stood against it. */
const CONFLICT = 409;

/** Only what the command book proves frees a key, never the status of an answer. */
export function afterError(error: unknown, standing: CommandStanding): AfterError {
  if (!(error instanceof ProblemException)) return 'release';
  const { code, detail, more } = error;
  const keep: AfterError = { keep: { problem: { code, detail, more } } };
  switch (standing) {
    case 'given':
      return 'release';
    case 'settled':
      return keep;
    case 'withdrawn':
      return 'forget';
    case 'not-given':
      // What the request itself lacks is found out anew each time.
      return PROBLEMS[code].status === CONFLICT ? keep : 'forget';
  }
}
