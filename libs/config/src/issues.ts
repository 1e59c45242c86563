import type { ZodType, z } from 'zod';
import type { Fault } from './configuration.error.js';
import { formatPath, replaceAt, valueAt, type Path } from './tree.js';

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** A fault whose path begins at the section that was parsed. */
export interface LocalFault {
  path: Path;
  message: string;
}

/** Parses with our own messages. `isSubstituted`: whether a value came from a variable, and so as text. */
export function parseSection<Value>(
  schema: ZodType<Value>,
  section: unknown,
  isSubstituted: (path: Path) => boolean,
): { value: Value } | { faults: LocalFault[] } {
  const parse = (input: unknown) => schema.safeParse(input, { error: describeIssue });
  const first = parse(section);
  if (first.success) return { value: first.data };
  const typed = typeSubstituted(section, first.error.issues, isSubstituted);
  const second = typed === section ? first : parse(typed);
  return second.success ? { value: second.data } : { faults: second.error.issues.flatMap((issue) => faultsOf(issue)) };
}

/** Faults with their paths below a base, in the form that a ConfigurationError carries. */
export function locate(faults: readonly LocalFault[], base: Path): Fault[] {
  return faults.map(({ path, message }) => ({ path: formatPath([...base, ...path]), message }));
}

/** `port: ${PORT}` is text: it becomes the number or boolean that the schema asked for. */
function typeSubstituted(tree: unknown, issues: readonly Issue[], isSubstituted: (path: Path) => boolean): unknown {
  let typed = tree;
  for (const issue of issues) {
    if (issue.code !== 'invalid_type' || !isSubstituted(issue.path)) continue;
    const text = valueAt(tree, issue.path);
    if (typeof text !== 'string') continue;
    if (issue.expected === 'boolean' && /^(true|false)$/.test(text)) {
      typed = replaceAt(typed, issue.path, text === 'true');
    } else if (/^(number|int)$/.test(issue.expected) && /^-?\d+(\.\d+)?$/.test(text)) {
      typed = replaceAt(typed, issue.path, Number(text));
    }
  }
  return typed;
}

function faultsOf(issue: Issue, base: Path = []): LocalFault[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a known key' }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The alternative that the file comes nearest to is the one that its author meant.
    const nearest = issue.errors.reduce((best, other) => (weight(other) < weight(best) ? other : best));
    return nearest.flatMap((inner) => faultsOf(inner, path));
  }
  return [{ path, message: issue.message }];
}

function weight(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
}

const TYPE_NAMES: Record<string, string> = {
  string: 'text (in quotes, if it reads as something else)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

/** The message of an issue whose schema has none of its own. Never the value: it may be a secret. */
function describeIssue(issue: RawIssue): string {
  if (issue.code === 'custom') return 'is not valid';
  if (issue.input === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' ? 'must not be empty' : `must be at least ${String(issue.minimum)}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'invalid_format':
      return 'does not have the right form';
    default:
      return 'is not valid';
  }
}
