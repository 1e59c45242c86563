import type { ApiSchema, SeenAnswer } from '../../apps/gateway/test/api.schema.js';
import type { FuzzRequest } from './fuzz.requests.js';

/** Internals: stacks, paths of sources, messages of the platform's exceptions. */
const INSIDE =
  /\n\s+at [^\n]+:\d+:\d+|node_modules|\/(dist|libs|apps)\/\S+\.[jt]s\b|\b(TypeError|RangeError|ReferenceError|ReplyError)\b/;

/** What is wrong with an answer; [] when nothing is. */
export function faultsOf(api: ApiSchema, request: FuzzRequest, answer: SeenAnswer): string[] {
  const faults: string[] = [];
  if (answer.status >= 500 && !isAskedFor(request, answer.status)) faults.push(`${answer.status}: ${answer.text}`);
  if (INSIDE.test(answer.text)) faults.push(`shows its inside: ${answer.text}`);
  if (answer.headers['x-injected'] !== undefined) faults.push('a header was injected');
  return [...faults, ...api.faultsOfAnswer(request.operationId, answer)];
}

/** Who asks for nothing but what is held wants a 504 where that does not do: RFC 9111, 5.2.1.7. */
function isAskedFor({ headers }: FuzzRequest, status: number): boolean {
  return status === 504 && /\bonly-if-cached\b/i.test(headers['cache-control'] ?? '');
}
