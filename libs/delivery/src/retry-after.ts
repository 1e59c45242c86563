/** Nobody is left alone for longer. */
const LONGEST_MS = 24 * 3_600_000;

/** How long a receiver wants to be left alone: seconds, or a date (RFC 9110 §10.2.3). null: it does not say. */
export function retryAfterMs(header: string | string[] | undefined, now: number): number | null {
  if (typeof header !== 'string') return null;
  const waitMs = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(waitMs) ? null : Math.min(LONGEST_MS, Math.max(0, waitMs));
}
