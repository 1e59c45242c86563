import { jsonText } from '#libs/jobs';

/** JSON in UTF-8, each byte as one character: written as latin1, it costs least. */
export function jsonBytes(value: unknown): string {
  const text = jsonText(value);
  return Buffer.byteLength(text) === text.length ? text : Buffer.from(text).toString('latin1');
}
