/** The key in a request's `Idempotency-Key`; null: it has none; undefined: it has something else there. */
export function parseIdempotencyKey(field: string | string[] | undefined): string | null | undefined {
  if (field === undefined) return null;
  const text = [field].flat().join(', ').trim();
  // A string of RFC 9651, as the draft wants it; without its quotes, as many clients send it.
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(text);
  const key = quoted ? quoted[1]!.replaceAll(/\\(.)/g, '$1') : text;
  const isKey = quoted ? /^[\x20-\x7e]{1,255}$/.test(key) : /^[\x21\x23-\x2b\x2d-\x7e]{1,255}$/.test(key);
  return isKey ? key : undefined;
}
