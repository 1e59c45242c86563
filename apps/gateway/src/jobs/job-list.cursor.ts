import { CONNECTION_NAME, type JobRecord } from '#libs/jobs';
import { ProblemException } from '../problems/problem.exception.js';
import type { Sort } from './job-list.query.js';

/** A place in a list: after this job. */
export interface ListPosition {
  /** The time that the list is sorted by; null: the job has none. */
  at: number | null;
  connection: string;
  key: string;
}

/** A position as clients carry it: opaque to them. It holds for lists of the same order alone. */
export function formatCursor(sort: Sort, { at, connection, key }: ListPosition): string {
  return Buffer.from(JSON.stringify([sort, at, connection, key])).toString('base64url');
}

export function parseCursor(cursor: string, sort: Sort): ListPosition {
  const [order, at, connection, key, ...more] = decoded(cursor);
  const isMoment = at === null ? sort !== '-changedAt' : Number.isSafeInteger(at);
  const isJob = typeof connection === 'string' && CONNECTION_NAME.test(connection) && typeof key === 'string';
  if (order !== sort || !isMoment || !isJob || more.length > 0) throw new ProblemException('invalid-cursor');
  return { at: at as number | null, connection, key };
}

/** Where a job stands in a list of this order. */
export function positionOf(record: JobRecord, sort: Sort): ListPosition {
  const { connection, key } = record;
  return { at: record[sort.replace('-', '') as 'changedAt' | 'startedAt' | 'endedAt'], connection, key };
}

/** Compares places in a list; what has no time comes last, whatever the direction. */
export function compareIn(sort: Sort): (one: ListPosition, other: ListPosition) => number {
  const direction = sort.startsWith('-') ? -1 : 1;
  return (one, other) => {
    if (one.at !== other.at) {
      if (one.at === null) return 1;
      return other.at === null ? -1 : direction * (one.at - other.at);
    }
    return compareText(one.connection, other.connection) || compareText(one.key, other.key);
  };
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function decoded(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
