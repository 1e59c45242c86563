import { LineCounter, parseDocument } from 'yaml';
import type { Fault } from './configuration.error.js';

export type Path = readonly PropertyKey[];
export type Mapping = Record<string, unknown>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `connections[0].limits.timeout`; a key that would not read so is in brackets and quotes. */
export function formatPath(path: Path): string {
  return path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`;
      return /^[A-Za-z_][\w-]*$/.test(String(step)) ? `.${String(step)}` : `[${JSON.stringify(String(step))}]`;
    })
    .join('')
    .replace(/^\./, '');
}

/** The value at a path, or undefined. */
export function valueAt(tree: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    return (value as Record<PropertyKey, unknown>)[step];
  }, tree);
}

/** The same tree with another value at an existing path. */
export function replaceAt(tree: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(tree)) return tree.map((item, index) => (index === step ? replaceAt(item, rest, value) : item));
  const mapping = isMapping(tree) ? tree : {};
  return { ...mapping, [step]: replaceAt(mapping[String(step)], rest, value) };
}

/**
 * YAML text to plain values. Faults give the line and the parser's code: its own messages quote the file. What follows
 * a syntax error is noise, so there is one of those at most.
 */
export function readTree(text: string): { tree: Mapping } | { faults: Fault[] } {
  const lines = new LineCounter();
  const document = parseDocument(hideReferences(text), { lineCounter: lines, prettyErrors: false });
  const parserIssues = [...document.errors, ...document.warnings];
  const syntaxError = parserIssues.find(({ code }) => !HARMLESS_CODES.has(code));
  const reported = parserIssues.filter((issue) => issue === syntaxError || HARMLESS_CODES.has(issue.code));
  if (reported.length > 0) {
    return {
      faults: reported.map(({ code, pos: [offset] }) => {
        const { line, col } = lines.linePos(offset);
        return { path: '', message: `is not valid YAML at line ${line}, column ${col} (${code})` };
      }),
    };
  }
  try {
    const tree: unknown = showReferences(document.toJS() ?? {});
    return isMapping(tree) ? { tree } : { faults: [{ path: '', message: 'must be a mapping' }] };
  } catch {
    // The parser throws here only for aliases: to nothing, or so many that the file would unfold without end.
    return { faults: [{ path: '', message: 'uses YAML aliases that cannot be resolved' }] };
  }
}

/** Codes of the parser after which the rest of the file is still read as it was meant. */
const HARMLESS_CODES: ReadonlySet<string> = new Set(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED']);

/** Replace the braces of a `${NAME}` while YAML is parsed: Unicode keeps them for such inner use. */
const OPEN = '\u{fdd0}';
const CLOSE = '\u{fdd1}';

/** To YAML the braces in `{ user: ${NAME} }` begin another mapping. Lengths stay, so that positions do. */
function hideReferences(text: string): string {
  return text.replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, `$$${OPEN}$1${CLOSE}`);
}

function showReferences(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(OPEN, '{').replaceAll(CLOSE, '}');
  if (Array.isArray(value)) return value.map(showReferences);
  if (!isMapping(value)) return value;
  const shown = Object.entries(value).map(([key, item]) => [showReferences(key), showReferences(item)] as const);
  return Object.fromEntries(shown) as Mapping;
}
