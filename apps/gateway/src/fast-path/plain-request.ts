import type { Credentials } from '#libs/access';

/** The headers of a plain read. */
export interface PlainRequest extends Credentials {
  ifNoneMatch?: string;
  /** `X-Forwarded-For`, as Node.js joins several of them. */
  forwardedFor?: string;
  host?: string;
}

/** One entity tag, weak or strong (RFC 9110 §8.8.3); not a list, not `*`. */
const ONE_TAG = /^(?:W\/)?"[^"]*"$/;
const ACCEPTS_JSON = /(^|[,\s])(\*\/\*|application\/json)\s*(,|;|$)/i;

/**
 * Reads the headers as they were sent, names and values alternately. null: something in them may want another answer than
 * the plain one, or occurs twice.
 */
export function parsePlainHeaders(rawHeaders: readonly string[]): PlainRequest | null {
  const request: PlainRequest = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const length = rawHeaders[index]!.length;
    if (!LENGTHS[length]) continue;
    const name = rawHeaders[index]!.toLowerCase();
    const value = rawHeaders[index + 1]!;
    if (name === 'authorization') {
      if (request.authorization !== undefined) return null;
      request.authorization = value;
    } else if (name === 'x-api-key') {
      if (request.apiKey !== undefined) return null;
      request.apiKey = value;
    } else if (name === 'if-none-match') {
      if (request.ifNoneMatch !== undefined || !ONE_TAG.test(value)) return null;
      request.ifNoneMatch = value;
    } else if (name === 'x-forwarded-for') {
      request.forwardedFor = request.forwardedFor === undefined ? value : `${request.forwardedFor}, ${value}`;
    } else if (name === 'host') {
      if (request.host !== undefined) return null;
      request.host = value;
    } else if (name === 'accept') {
      if (!ACCEPTS_JSON.test(value)) return null;
    } else if (UNUSUAL.has(name)) {
      return null;
    }
  }
  return request;
}

/** Freshness, other conditions, and bodies. */
const UNUSUAL: ReadonlySet<string> = new Set([
  ...['cache-control', 'prefer', 'if-modified-since', 'if-unmodified-since', 'if-match', 'if-range'],
  ...['content-length', 'content-type', 'transfer-encoding', 'expect', 'upgrade'],
]);

/** Most names are excluded by their length. */
const LENGTHS: readonly boolean[] = [
  ...['authorization', 'x-api-key', 'if-none-match', 'x-forwarded-for', 'accept', 'host'],
  ...UNUSUAL,
].reduce<boolean[]>(
  (lengths, { length }) => {
    lengths[length] = true;
    return lengths;
  },
  Array.from({ length: 64 }, () => false),
);
