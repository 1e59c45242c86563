import { isObservedSince, type JobRecord } from '#libs/jobs';
import { listMembers, parseParameter } from '../http/list-header.js';
import { parsePreferences } from '../http/preferences.js';
import { isSettled } from './reading.js';

/** Request directives of RFC 9111 §5.2.1, preferences of RFC 7240. */
export interface FreshnessRequirement {
  /** Seconds; null: any age. */
  maxAge: number | null;
  /** `only-if-cached`: no worker polls. */
  isCachedOnly: boolean;
  /** `Prefer: handling=strict`: an error rather than an older answer. */
  isStrict: boolean;
}

export const ANY_AGE: FreshnessRequirement = { maxAge: null, isCachedOnly: false, isStrict: false };

/** The strictest of several directives counts; a malformed one counts as absent. */
export function parseFreshness(headers: {
  'cache-control'?: string | string[];
  prefer?: string | string[];
}): FreshnessRequirement {
  const directives = listMembers([headers['cache-control'] ?? []].flat().join(',')).map(parseParameter);
  const ages = directives.flatMap(({ name, value }) => {
    if (name === 'no-cache') return [0];
    return name === 'max-age' && /^\d+$/.test(value) ? [Number(value)] : [];
  });
  return {
    maxAge: ages.length === 0 ? null : Math.min(...ages),
    isCachedOnly: directives.some(({ name }) => name === 'only-if-cached'),
    isStrict: parsePreferences(headers.prefer).get('handling')?.toLowerCase() === 'strict',
  };
}

export function isFreshEnough(record: JobRecord, { maxAge }: FreshnessRequirement, now: number): boolean {
  return maxAge === null || isSettled(record) || isObservedSince(record, now - maxAge * 1000, now);
}

/** Seconds since the last usable answer; null when there has been none. */
export function ageOf(
  record: { observation: Pick<JobRecord['observation'], 'observedAt'> },
  now: number,
): number | null {
  const { observedAt } = record.observation;
  return observedAt === null ? null : Math.max(0, Math.floor((now - observedAt) / 1000));
}
