import { listMembers, parseParameter, splitOutsideQuotes } from './list-header.js';

/**
 * What `Prefer` wishes (RFC 7240 §2), by name in lower case. Of a repeated preference the first counts; its
 * parameters, after a semicolon, are nobody's wish here.
 */
export function parsePreferences(header: string | string[] | undefined): ReadonlyMap<string, string> {
  const preferences = new Map<string, string>();
  for (const member of listMembers([header ?? []].flat().join(','))) {
    const { name, value } = parseParameter(splitOutsideQuotes(member, ';')[0]!);
    if (name !== '' && !preferences.has(name)) preferences.set(name, value);
  }
  return preferences;
}
