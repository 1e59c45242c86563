import { isTerminal, type JobRecord } from '#libs/jobs';
import type { Changeable } from '../../http/preconditions.js';
import { ageOf } from '../freshness.js';

/** The parts of a record that the headers show. */
export type DatedFacts = Pick<JobRecord, 'revision' | 'kind' | 'state' | 'changedAt'> & {
  observation: Pick<JobRecord['observation'], 'observedAt' | 'nextCheckAt'>;
};

export const etagOf = (record: DatedFacts): string => `W/"${record.revision}"`;

/** A record as conditions of requests see it. */
export const changeableOf = (record: JobRecord): Changeable => ({ etag: etagOf(record), changedAt: record.changedAt });

/** The headers of both 200 and 304. */
export function jobHeaders(record: DatedFacts, cacheStatus: string, now: number): Record<string, string> {
  const age = ageOf(record, now);
  const headers: Record<string, string> = {
    ETag: etagOf(record),
    'Last-Modified': new Date(record.changedAt).toUTCString(),
    'Cache-Control': `private, ${keepingOf(record, now)}`,
    'Cache-Status': cacheStatus,
  };
  if (age !== null) headers['Age'] = String(age);
  if (!isOver(record)) headers['Retry-After'] = String(retryAfter(record, now));
  return headers;
}

/** From when on the headers say something else if the record stays as it is, epoch milliseconds. */
export function headersHoldUntil({ observation }: DatedFacts, now: number): number {
  const { observedAt, nextCheckAt } = observation;
  const nextAge =
    observedAt === null ? Infinity : Math.max(0, ageInSeconds(observedAt, now)) * 1000 + observedAt + 1000;
  const nextRest =
    nextCheckAt === null || nextCheckAt <= now ? Infinity : nextCheckAt - Math.floor((nextCheckAt - now) / 1000) * 1000;
  return Math.max(now + 1, Math.min(nextAge, nextRest));
}

const ageInSeconds = (observedAt: number, now: number) => Math.floor((now - observedAt) / 1000);

/** Whole seconds until asking again makes sense, at least one. */
export function retryAfter(record: DatedFacts, now: number): number {
  const { nextCheckAt } = record.observation;
  return Math.max(1, Math.ceil(((nextCheckAt ?? now) - now) / 1000));
}

/**
 * An answer is as good as new until the next check; `Age` counts against it, so it starts at the last observation. The
 * name and the labels of an ended job may still change, at no time that is planned: a cache has to ask.
 */
function keepingOf(record: DatedFacts, now: number): string {
  if (isOver(record)) return 'no-cache';
  const { nextCheckAt } = record.observation;
  if (nextCheckAt === null) return 'max-age=0';
  return `max-age=${(ageOf(record, now) ?? 0) + Math.max(0, Math.floor((nextCheckAt - now) / 1000))}`;
}

/** Whether nothing more is expected of a job. */
export function isOver(record: Pick<JobRecord, 'kind' | 'state'>): boolean {
  return record.kind === 'run' && isTerminal(record.state);
}
