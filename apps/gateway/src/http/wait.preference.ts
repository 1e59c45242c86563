import { parsePreferences } from './preferences.js';

/** Nobody is kept waiting longer, seconds. */
export const LONGEST_WAIT = 60;

/** How many seconds a caller is ready to wait (`Prefer: wait=N`, RFC 7240 §4.3); null: it does not say. */
export function parseWait(prefer: string | string[] | undefined): number | null {
  const wait = parsePreferences(prefer).get('wait');
  return wait !== undefined && /^\d+$/.test(wait) ? Math.min(LONGEST_WAIT, Number(wait)) : null;
}
