import { QueryReader, type Query } from '../http/query.reader.js';
import { ProblemException } from '../problems/problem.exception.js';
import { DEFAULT_DELIVERIES, MAX_DELIVERIES } from './webhooks.documentation.js';

/** `after`: the id of the last delivery of the page before. */
export function parseDeliveriesQuery(query: Query): { limit: number; after: string | null } {
  const reader = new QueryReader(query, ['limit', 'cursor']);
  const limit = reader.limit(DEFAULT_DELIVERIES, MAX_DELIVERIES);
  const cursor = reader.single('cursor');
  reader.throwFaults();
  return { limit, after: cursor === null ? null : deliveryOf(cursor) };
}

/** Opaque to clients. */
export function formatDeliveryCursor(delivery: string): string {
  return Buffer.from(delivery).toString('base64url');
}

function deliveryOf(cursor: string): string {
  const delivery = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^msg_[\w-]+$/.test(delivery)) throw new ProblemException('invalid-cursor');
  return delivery;
}
