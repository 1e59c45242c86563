/** What of RFC 9211 §2 is said here. */
export interface CacheAnswer {
  /** Why the answer was not taken from what is stored: `miss`, not there; `request`, the caller wanted a younger one. */
  fwd?: 'miss' | 'request';
  /** Nothing was answered from what is stored, and nobody was asked either. */
  isRefused?: boolean;
  /** What was asked for is stored now. */
  stored?: boolean;
  detail?: string;
}

/** The value of `Cache-Status`. Without `fwd` it is a hit. */
export function cacheStatus({ fwd, isRefused, stored, detail }: CacheAnswer): string {
  const parts = ['jobgate'];
  if (!isRefused) parts.push(fwd === undefined ? 'hit' : `fwd=${fwd}`);
  if (stored) parts.push('stored');
  if (detail !== undefined) parts.push(`detail=${item(detail)}`);
  return parts.join('; ');
}

/** A token where it is one, else a string (RFC 8941 §3.3); a string holds printable ASCII only. */
function item(text: string): string {
  if (/^[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]*$/.test(text)) return text;
  return `"${text.replace(/[^\x20-\x7e]/g, '?').replace(/["\\]/g, '\\$&')}"`;
}
