import { isFrozen, type JobRecord } from '#libs/jobs';
import { cacheStatus } from '../http/cache-status.js';

/** `cacheStatus` is the value of the field of RFC 9211. */
export interface KnownJob {
  kind: 'known';
  record: JobRecord;
  cacheStatus: string;
}

/** Not tracked, and not observed so far. */
export interface PendingJob {
  kind: 'pending';
  record: JobRecord;
  cacheStatus: string;
  retryAfterMs: number | null;
}

/** The upstream has no such job. */
export interface AbsentJob {
  kind: 'absent';
}

/** Not known, or not as fresh as the caller requires. */
export interface TooOldJob {
  kind: 'too-old';
  cacheStatus: string;
  why: string;
}

export type Reading = KnownJob | PendingJob | AbsentJob | TooOldJob;

/** A record that was read from the store. */
export function known(record: JobRecord): KnownJob {
  const { status } = record.observation;
  const isGood = status === 'fresh' || isSettled(record);
  return { kind: 'known', record, cacheStatus: cacheStatus(isGood ? {} : { detail: status }) };
}

/** An observed end cannot become outdated. */
export const isSettled = (record: JobRecord): boolean => record.kind === 'run' && isFrozen(record.state);
