import { CONNECTION_NAME, type JobOutline } from '#libs/jobs';
import { orderOf } from '#libs/store';
import { ProblemException } from '../problems/problem.exception.js';
import type { Sort } from './job-list.query.js';

/** The position after a job. */
export interface ListPosition {
  /** The value that the list is sorted by; null: the job has none. */
  at: number | string | null;
  connection: string;
  key: string;
}

export type SortMember = 'changedAt' | 'startedAt' | 'endedAt' | 'createdAt' | 'trackedAt' | 'name';

export function memberOf(sort: Sort): SortMember {
  return sort.replace('-', '') as SortMember;
}

export const isDescending = (sort: Sort): boolean => sort.startsWith('-');

/** Opaque to clients. Valid for the same order alone. */
export function formatCursor(sort: Sort, { at, connection, key }: ListPosition): string {
  return Buffer.from(JSON.stringify([sort, at, connection, key])).toString('base64url');
}

export function parseCursor(cursor: string, sort: Sort): ListPosition {
  const [order, at, connection, key, ...more] = decoded(cursor);
  const isJob = typeof connection === 'string' && CONNECTION_NAME.test(connection) && typeof key === 'string';
  if (order !== sort || !isPlaceIn(memberOf(sort), at) || !isJob || more.length > 0) {
    throw new ProblemException('invalid-cursor');
  }
  return { at, connection, key };
}

export function positionOf(record: JobOutline, sort: Sort): ListPosition {
  const { connection, key } = record;
  return { at: record[memberOf(sort)], connection, key };
}

/** Jobs without the value come last in either direction. */
export function compareIn(sort: Sort): (one: ListPosition, other: ListPosition) => number {
  return orderOf(isDescending(sort));
}

function isPlaceIn(member: SortMember, at: unknown): at is ListPosition['at'] {
  if (at === null) return member !== 'changedAt' && member !== 'trackedAt';
  return member === 'name' ? typeof at === 'string' : Number.isSafeInteger(at);
}

function decoded(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
