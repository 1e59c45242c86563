import { jsonText } from '#libs/jobs';

/** JSON in UTF-8, each byte as one character: writing it as latin1 is cheapest. */
export function jsonBytes(value: unknown): string {
  const text = jsonText(value);
  return Buffer.byteLength(text) === text.length ? text : Buffer.from(text).toString('latin1');
}
