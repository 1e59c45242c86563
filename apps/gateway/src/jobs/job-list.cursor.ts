import type { IndexPosition } from '#libs/store';
import { ProblemException } from '../problems/problem.exception.js';

/** A position in the list as clients carry it: opaque to them. */
export function formatCursor({ changedAt, connection, key }: IndexPosition): string {
  return Buffer.from(JSON.stringify([changedAt, connection, key])).toString('base64url');
}

export function parseCursor(cursor: string | null): IndexPosition | null {
  if (cursor === null) return null;
  const parts = decoded(cursor);
  const [changedAt, connection, key] = parts;
  if (typeof changedAt !== 'number' || typeof connection !== 'string' || typeof key !== 'string') {
    throw new ProblemException('invalid-cursor');
  }
  return { changedAt, connection, key };
}

function decoded(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
