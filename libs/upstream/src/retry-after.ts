import type { HttpResponse } from './exchange.js';

/** An upstream may ask for a longer pause; nothing of ours is put off for longer on its account. */
const MAX_MS = 60 * 60_000;

/**
 * `Retry-After` in milliseconds: seconds, or an HTTP date (RFC 9110 §10.2.3) that is read against `now`, which is the
 * sender's own clock where it is known. A date that is past means 0. null when absent or unreadable. Without a bound.
 */
export function readRetryAfter(field: string | undefined, now: number): number | null {
  const value = field?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  if (!/[a-z]{3}/i.test(value)) return null;
  const milliseconds = Date.parse(value) - now;
  return Number.isNaN(milliseconds) ? null : Math.max(0, milliseconds);
}

/** Milliseconds, by the upstream's own clock, at most an hour; null: absent. */
export function retryAfterMs({ headers }: HttpResponse): number | null {
  const milliseconds = readRetryAfter(headers['retry-after'], Date.parse(headers['date'] ?? ''));
  return milliseconds === null ? null : Math.min(milliseconds, MAX_MS);
}
