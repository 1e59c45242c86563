import type { CommandOutcome } from '#libs/requests';
import type { ProblemCode } from '../problems/problem.catalog.js';
import { ProblemException } from '../problems/problem.exception.js';

type Failed = Exclude<CommandOutcome, { result: 'done' }>;

interface RefusalCodes {
  unsupported: ProblemCode;
  rejected: ProblemCode;
}

const ASK_AGAIN_SECONDS = 5;

/** The problem for a command that failed. */
export function problemOf(outcome: Failed, codes: RefusalCodes): ProblemException {
  switch (outcome.result) {
    case 'refused': {
      const code = codeOf(outcome.reason, codes);
      return new ProblemException(code, outcome.message, { upstreamCode: outcome.code });
    }
    case 'unavailable': {
      const seconds = Math.max(1, Math.ceil((outcome.retryAfterMs ?? ASK_AGAIN_SECONDS * 1000) / 1000));
      return new ProblemException('upstream-unavailable', outcome.message, {
        upstreamCode: outcome.code,
        headers: { 'Retry-After': String(seconds) },
      });
    }
    case 'unknown':
      return new ProblemException('outcome-unknown', outcome.message);
    case 'withdrawn':
      return new ProblemException('no-worker', undefined, { headers: { 'Retry-After': String(ASK_AGAIN_SECONDS) } });
  }
}

function codeOf(reason: Extract<Failed, { result: 'refused' }>['reason'], codes: RefusalCodes): ProblemCode {
  if (reason === 'unsupported') return codes.unsupported;
  return reason === 'no-job' ? 'no-job-created' : codes.rejected;
}
