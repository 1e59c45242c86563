import { isTerminal, type JobRecord } from '#libs/jobs';
import { ageOf } from './freshness.js';

/** How long an answer about an ended job may be kept, seconds. */
const SETTLED_MAX_AGE = 3600;

export const etagOf = (record: JobRecord): string => `W/"${record.revision}"`;

/** The headers that stand on the 200 and on the 304 alike. */
export function jobHeaders(record: JobRecord, cacheStatus: string, now: number): Record<string, string> {
  const age = ageOf(record, now);
  const headers: Record<string, string> = {
    ETag: etagOf(record),
    'Last-Modified': new Date(record.changedAt).toUTCString(),
    'Cache-Control': `private, max-age=${maxAge(record, now)}`,
    'Cache-Status': cacheStatus,
  };
  if (age !== null) headers['Age'] = String(age);
  if (!isOver(record)) headers['Retry-After'] = String(retryAfter(record, now));
  return headers;
}

/** Whole seconds until asking again makes sense, at least one. */
export function retryAfter(record: JobRecord, now: number): number {
  const { nextCheckAt } = record.observation;
  return Math.max(1, Math.ceil(((nextCheckAt ?? now) - now) / 1000));
}

/** An answer is as good as new until the next check; `Age` counts against it, so it starts at the last observation. */
function maxAge(record: JobRecord, now: number): number {
  const { nextCheckAt } = record.observation;
  const age = ageOf(record, now) ?? 0;
  if (nextCheckAt !== null) return age + Math.max(0, Math.floor((nextCheckAt - now) / 1000));
  if (!isOver(record)) return 0;
  const untilForgotten = Math.max(0, Math.floor(((record.expiresAt ?? now) - now) / 1000));
  return age + Math.min(SETTLED_MAX_AGE, untilForgotten);
}

function isOver(record: JobRecord): boolean {
  return record.kind === 'run' && isTerminal(record.state);
}
