import type { Authentication } from '../src/index.js';

/** The headers of whoever bears a token. */
export const bearing = (token: string) => ({ authorization: `Bearer ${token}` });

/** Throws where nobody was recognized. */
export function callerOf(authentication: Authentication) {
  if (!('caller' in authentication)) throw new Error(`Refused: ${authentication.refused}.`);
  return authentication.caller;
}
