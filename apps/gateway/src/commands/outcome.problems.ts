import type { CommandOutcome } from '#libs/requests';
import type { ProblemCode } from '../problems/problem.catalog.js';
import { ProblemException, retryLater } from '../problems/problem.exception.js';

type Failed = Exclude<CommandOutcome, { result: 'done' }>;

interface RefusalCodes {
  unsupported: ProblemCode;
  rejected: ProblemCode;
}

const RETRY_SECONDS = 5;

/** The problem for a command that failed. */
export function problemOf(outcome: Failed, codes: RefusalCodes): ProblemException {
  switch (outcome.result) {
    case 'refused':
      return new ProblemException(codeOf(outcome.reason, codes), outcome.message, { upstreamCode: outcome.code });
    case 'unavailable': {
      const seconds = Math.max(1, Math.ceil((outcome.retryAfterMs ?? RETRY_SECONDS * 1000) / 1000));
      return retryLater('upstream-unavailable', seconds, outcome.message, outcome.code);
    }
    case 'unknown':
      return new ProblemException('outcome-unknown', outcome.message);
    case 'withdrawn':
      return retryLater('no-worker', RETRY_SECONDS);
  }
}

function codeOf(reason: Extract<Failed, { result: 'refused' }>['reason'], codes: RefusalCodes): ProblemCode {
  if (reason === 'unsupported') return codes.unsupported;
  return reason === 'no-job' ? 'no-job-created' : codes.rejected;
}
