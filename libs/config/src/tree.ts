import { LineCounter, parseDocument } from 'yaml';
import type { Fault } from './configuration.error.js';

export type Path = readonly PropertyKey[];
export type Mapping = Record<string, unknown>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `connections[0].limits.timeout`; a key that would not read so stands in brackets and quotes. */
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

/** YAML text to plain values. Faults give the line and the parser's code: its own messages quote the file. */
export function readTree(text: string): { tree: Mapping } | { faults: Fault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const complaints = [...document.errors, ...document.warnings];
  if (complaints.length > 0) {
    return {
      faults: complaints.map(({ code, pos: [offset] }) => {
        const { line, col } = lines.linePos(offset);
        return { path: '', message: `is not valid YAML at line ${line}, column ${col} (${code})` };
      }),
    };
  }
  try {
    const tree: unknown = document.toJS() ?? {};
    return isMapping(tree) ? { tree } : { faults: [{ path: '', message: 'must be a mapping' }] };
  } catch {
    // The parser throws here only for aliases: to nothing, or so many that the file would unfold without end.
    return { faults: [{ path: '', message: 'uses YAML aliases that cannot be resolved' }] };
  }
}
