import type { ApiSchema, SeenAnswer } from '../../apps/gateway/test/api.schema.js';
import type { FuzzRequest } from './fuzz.requests.js';

/** What can be had only of a worker, and there is none; readiness says so, too. Everything else above 499 is a fault. */
const EXCUSED_CODES = new Set(['fresh-answer-unavailable', 'no-worker']);
/** What lets one look inside: stacks, paths of sources, words of the platform's exceptions. */
const INSIDE =
  /\n\s+at \S|node_modules|\/(dist|libs|apps)\/\S+\.[jt]s\b|\b(TypeError|RangeError|ReferenceError|ReplyError)\b/;

/** What is wrong with an answer; [] when nothing is. */
export function faultsOf(api: ApiSchema, request: FuzzRequest, answer: SeenAnswer): string[] {
  const faults: string[] = [];
  const { code } = (answer.body ?? {}) as { code?: string };
  const isUnready = request.operationId === 'checkReady' && answer.status === 503;
  if (answer.status >= 500 && !isUnready && !isExcused(answer.status, code))
    faults.push(`${answer.status}: ${answer.text}`);
  if (INSIDE.test(answer.text)) faults.push(`shows its inside: ${answer.text}`);
  if (answer.headers['x-injected'] !== undefined) faults.push('a header was injected');
  return [...faults, ...api.faultsOfAnswer(request.operationId, answer)];
}

function isExcused(status: number, code: string | undefined): boolean {
  return (status === 503 || status === 504) && code !== undefined && EXCUSED_CODES.has(code);
}
