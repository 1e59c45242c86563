import type { Fault } from './configuration.error.js';
import type { ReadFile } from './file-snapshot.js';
import { formatPath, isMapping, type Mapping, type Path } from './tree.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Substitution {
  tree: unknown;
  faults: Fault[];
  /** Values from variables and files, by path: text even where a number is wanted, and not to be repeated. */
  substituted: Map<string, string>;
}

export interface SubstitutionRules {
  environment: Environment;
  /** Left as it is. */
  isExcluded(path: Path): boolean;
  /** Holds a path: `file:` in front of it is not an order to read. */
  isPath(path: Path): boolean;
  read: ReadFile;
}

const REFERENCE = /\$\$\{|\$\{([^}]*)(\})?/g;
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Replaces `${NAME}` in every text (`$${` is a plain `${`) and reads `file:/path` where it is the whole text. What
 * cannot be replaced stays as it is and is a fault. An empty value (null) becomes undefined: as if the key were absent.
 */
export function substitute(tree: unknown, rules: SubstitutionRules): Substitution {
  const faults: Fault[] = [];
  const substituted = new Map<string, string>();

  const visit = (value: unknown, path: Path): unknown => {
    if (rules.isExcluded(path)) return value;
    if (Array.isArray(value)) return value.map((item, index) => visit(item, [...path, index]));
    if (isMapping(value)) return visitMapping(value, path);
    if (typeof value !== 'string') return value;
    const resolved = resolve(value, rules, rules.isPath(path));
    if ('problems' in resolved) {
      faults.push(...resolved.problems.map((message) => ({ path: formatPath(path), message })));
      return value;
    }
    if (resolved.text !== value) substituted.set(formatPath(path), resolved.text);
    return resolved.text;
  };

  const visitMapping = (mapping: Mapping, path: Path): Mapping =>
    Object.fromEntries(
      Object.entries(mapping).map(([key, value]) => [key, value === null ? undefined : visit(value, [...path, key])]),
    );

  return { tree: visit(tree, []), faults, substituted };
}

type Resolved = { text: string } | { problems: string[] };

function resolve(text: string, { environment, read }: SubstitutionRules, isPath: boolean): Resolved {
  const problems: string[] = [];
  const replaced = text.replaceAll(REFERENCE, (reference, name: string | undefined, end: string | undefined) => {
    if (reference === '$${') return '${';
    if (end === undefined || name === undefined || !VARIABLE_NAME.test(name)) {
      problems.push('has a ${ that begins no ${NAME}; write $${ for the characters themselves');
      return reference;
    }
    const value = environment[name];
    if (value === undefined) problems.push(`needs the environment variable ${name}, which is not set`);
    return value ?? reference;
  });
  if (problems.length > 0) return { problems };
  // Decided on the text of the file: a variable's value never becomes an order to read a file.
  return text.startsWith('file:') && !isPath ? readSecret(replaced.slice('file:'.length), read) : { text: replaced };
}

function readSecret(path: string, read: ReadFile): Resolved {
  if (!path.startsWith('/')) return { problems: ['must name a file by its absolute path: file:/path'] };
  const content = read(path);
  if ('problem' in content) return { problems: [content.problem] };
  const text = content.text.replace(/\r?\n$/, '');
  return text === '' ? { problems: ['names a file that is empty'] } : { text };
}
