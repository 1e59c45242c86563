import { ProblemException } from '../problems/problem.exception.js';

/** The maximum depth: more would exceed the stack of JSON serializers. */
const DEEPEST = 64;

/** Parses JSON that every parser reads alike; otherwise `invalid-request`. */
export function parseBody(text: string): unknown {
  const value = parsed(text);
  if (!isAccepted(value)) throw unreadable();
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    throw unreadable();
  }
}

/**
 * A member called `__proto__` would change what an object is where it is copied. A number that a double does not hold would
 * reach an upstream as another one; here it can no longer be told from its neighbors.
 */
function isAccepted(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item === 'number' && Math.abs(item) > Number.MAX_SAFE_INTEGER) return false;
      if (typeof item !== 'object' || item === null) continue;
      if (depth >= DEEPEST || Object.hasOwn(item, '__proto__')) return false;
      for (const member of Object.values(item)) next.push(member);
    }
    level = next;
  }
  return true;
}

const unreadable = () => new ProblemException('invalid-request', 'The request could not be read.');
