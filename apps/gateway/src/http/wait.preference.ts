import { parsePreferences } from './preferences.js';

/** In seconds. */
export const MAX_WAIT = 60;

/** `Prefer: wait=N` in seconds (RFC 7240 §4.3); null: absent. */
export function parseWait(prefer: string | string[] | undefined): number | null {
  const wait = parsePreferences(prefer).get('wait');
  return wait !== undefined && /^\d+$/.test(wait) ? Math.min(MAX_WAIT, Number(wait)) : null;
}
