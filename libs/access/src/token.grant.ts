import type { Grant } from './caller.js';
import { SCOPES, type Scope } from './scopes.js';

/** By precedence: RFC 8693 §4.2, and what issuers write instead. */
const SCOPE_CLAIMS = ['scope', 'scp', 'scopes'];
/** A claim under the product's own name goes before one that may mean something else to another audience. */
const CONNECTION_CLAIMS = ['jobgate_connections', 'connections'];

/** What the names of callers with tokens begin with; no key is named so. */
export const TOKEN_CALLER = 'jwt:';

/**
 * What a token's claims allow. Scopes that are unknown here are meant for others. Without a claim of connections there
 * are none: a token that was made for another purpose opens nothing. null: the token has no subject.
 */
export function grantOf(claims: Readonly<Record<string, unknown>>): Grant | null {
  const { sub } = claims;
  if (typeof sub !== 'string' || sub === '') return null;
  const scopes = valuesOf(claims, SCOPE_CLAIMS).filter((value): value is Scope => SCOPES.includes(value as Scope));
  return { name: `${TOKEN_CALLER}${sub}`, scopes, connections: valuesOf(claims, CONNECTION_CLAIMS) };
}

/** The words of the first claim that is there: a list of strings, or one string of words between spaces. */
function valuesOf(claims: Readonly<Record<string, unknown>>, names: readonly string[]): string[] {
  const name = names.find((each) => Object.hasOwn(claims, each));
  const value = name === undefined ? [] : claims[name];
  if (typeof value === 'string') return value.split(' ').filter((value) => value !== '');
  const isList = Array.isArray(value) && value.every((value) => typeof value === 'string');
  return isList ? (value as string[]) : [];
}
