/** The parameters of RFC 9211 §2 that are used. */
export interface CacheAnswer {
  /** Why the response is not a hit: `miss`, not stored; `request`, the caller required a fresher one. */
  fwd?: 'miss' | 'request';
  /** Neither a hit nor forwarded. */
  isRefused?: boolean;
  /** The response was stored. */
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
