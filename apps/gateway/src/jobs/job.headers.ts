import { isTerminal, type JobRecord } from '#libs/jobs';
import { ageOf } from './freshness.js';

/** How long an answer about an ended job may be kept, seconds. */
const SETTLED_MAX_AGE = 3600;

/** What the headers tell of a record. */
export type DatedFacts = Pick<JobRecord, 'revision' | 'kind' | 'state' | 'changedAt' | 'expiresAt'> & {
  observation: Pick<JobRecord['observation'], 'observedAt' | 'nextCheckAt'>;
};

export const etagOf = (record: DatedFacts): string => `W/"${record.revision}"`;

/** The headers that stand on the 200 and on the 304 alike. */
export function jobHeaders(record: DatedFacts, cacheStatus: string, now: number): Record<string, string> {
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

/** From when on the headers say something else if the record stays as it is, epoch milliseconds. */
export function headersHoldUntil({ observation, expiresAt }: DatedFacts, now: number): number {
  const { observedAt, nextCheckAt } = observation;
  const nextAge =
    observedAt === null ? Infinity : Math.max(0, ageInSeconds(observedAt, now)) * 1000 + observedAt + 1000;
  const end = nextCheckAt ?? expiresAt;
  const nextRest = end === null || end <= now ? Infinity : end - Math.floor((end - now) / 1000) * 1000;
  return Math.max(now + 1, Math.min(nextAge, nextRest));
}

const ageInSeconds = (observedAt: number, now: number) => Math.floor((now - observedAt) / 1000);

/** Whole seconds until asking again makes sense, at least one. */
export function retryAfter(record: DatedFacts, now: number): number {
  const { nextCheckAt } = record.observation;
  return Math.max(1, Math.ceil(((nextCheckAt ?? now) - now) / 1000));
}

/** An answer is as good as new until the next check; `Age` counts against it, so it starts at the last observation. */
function maxAge(record: DatedFacts, now: number): number {
  const { nextCheckAt } = record.observation;
  const age = ageOf(record, now) ?? 0;
  if (nextCheckAt !== null) return age + Math.max(0, Math.floor((nextCheckAt - now) / 1000));
  if (!isOver(record)) return 0;
  const untilForgotten = Math.max(0, Math.floor(((record.expiresAt ?? now) - now) / 1000));
  return age + Math.min(SETTLED_MAX_AGE, untilForgotten);
}

/** Whether nothing more is expected of a job. */
export function isOver(record: Pick<JobRecord, 'kind' | 'state'>): boolean {
  return record.kind === 'run' && isTerminal(record.state);
}
