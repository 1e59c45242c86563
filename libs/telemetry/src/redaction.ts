import { MASK, Redactor } from '#libs/jobs';

const MAX_DEPTH = 8;

/** Longer texts are cut: a log is no place for bodies, and the patterns below should meet no megabytes. */
const MAX_TEXT_LENGTH = 16_384;

/** Secrets in running text. Sentences about passwords and bearers stay readable. */
const SECRETS_IN_TEXT: readonly [pattern: RegExp, replacement: string][] = [
  // A URL with a login.
  [/(\/\/)[^\s/@"':]*:[^\s/"']*@/g, `$1${MASK}@`],
  // The value of an Authorization header; base64 is hardly ever one lower-case word.
  [/\b(bearer)\s+[A-Za-z0-9._~+/=-]{6,}/gi, `$1 ${MASK}`],
  [/\b(basic|BASIC|Basic)\s+(?![a-z]+(?:[.,;:!?]?(?:\s|$)))[A-Za-z0-9+/=]{6,}/g, `$1 ${MASK}`],
  // A query, a form, JSON.
  [/\b([\w-]{0,40}(?:password|passwd|secret|token|api_?key)(?:=|["']\s*:\s*["']))[^\s"'&]+/gi, `$1${MASK}`],
  // A header as it is on the wire.
  [/\b((?:x-api-key|x-auth-token|x-subject-token|x-api-session|set-cookie|cookie)\s*:\s*)[^\r\n]+/gi, `$1${MASK}`],
];

/** Makes values fit for a log: plain data, errors spelt out, secrets masked by name, by form and by knowledge. */
export class LogRedactor extends Redactor {
  override text(text: string): string {
    const known = this.masked(text);
    const cut = known.length > MAX_TEXT_LENGTH ? `${known.slice(0, MAX_TEXT_LENGTH)}… [cut]` : known;
    return SECRETS_IN_TEXT.reduce((masked, [pattern, replacement]) => masked.replaceAll(pattern, replacement), cut);
  }

  /** A copy as plain data. Cycles and what lies too deep are cut. */
  override value(value: unknown): unknown {
    return this.copy(value, []);
  }

  private copy(value: unknown, above: readonly object[]): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
    if (typeof value === 'function') return undefined;
    if (typeof value !== 'object' || value === null) return value;
    if (above.includes(value)) return '[circular]';
    if (above.length >= MAX_DEPTH) return '[too deep]';
    const path = [...above, value];
    const copy = (item: unknown) => this.copy(item, path);
    if (Array.isArray(value)) return value.map(copy);
    if (isError(value)) return this.error(value, path);
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
    if (value instanceof URL) return this.text(value.href);
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
    if (value instanceof Map) return this.members(Object.fromEntries(value), copy);
    if (value instanceof Set) return [...value].map(copy);
    return this.members(value, copy);
  }

  /** Type, message, stack and cause, and what else the error carries: `code`, `errors`, … */
  private error(error: Error, path: readonly object[]): Record<string, unknown> {
    const { cause, stack } = error;
    return {
      ...this.members(error, (item) => this.copy(item, path)),
      type: error.name,
      message: this.text(String(error.message)),
      ...(typeof stack === 'string' ? { stack: this.text(stack) } : {}),
      ...(cause === undefined ? {} : { cause: this.copy(cause, path) }),
      ...('errors' in error ? { errors: this.copy(error.errors, path) } : {}),
    };
  }
}

/** By its shape: an error of another realm (a worker thread, a test's sandbox) is no `instanceof Error`. */
function isError(value: object): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}
