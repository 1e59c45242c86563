import type { JobRecord } from '#libs/jobs';

/** What a caller says of the age it can bear: request directives of RFC 9111 §5.2.1, preferences of RFC 7240. */
export interface FreshnessWish {
  /** Seconds; null: any age. */
  maxAge: number | null;
  /** `Prefer: handling=strict`: rather no answer than an older one. */
  isStrict: boolean;
}

export function parseFreshness(headers: { 'cache-control'?: string; prefer?: string | string[] }): FreshnessWish {
  const directives = (headers['cache-control'] ?? '')
    .toLowerCase()
    .split(',')
    .map((directive) => directive.trim());
  const maxAge = directives.map((directive) => /^max-age="?(\d{1,9})"?$/.exec(directive)?.[1]).find(Boolean);
  const isForced = directives.includes('no-cache');
  const preferences = [headers.prefer ?? []].flat().join(',').toLowerCase();
  return {
    maxAge: isForced ? 0 : maxAge === undefined ? null : Number(maxAge),
    isStrict: /(^|,|;)\s*handling\s*=\s*"?strict"?\s*(,|;|$)/.test(preferences),
  };
}

/** Seconds since the last usable answer; null when there has been none. */
export function ageOf(record: JobRecord, now: number): number | null {
  const { observedAt } = record.observation;
  return observedAt === null ? null : Math.max(0, Math.floor((now - observedAt) / 1000));
}
