import { parseAuditCursor } from '#libs/store';
import { parseMoment } from '../http/moments.js';
import { ProblemException, type Fault } from '../problems/problem.exception.js';

const USUAL_LIMIT = 50;
const MAX_AT_ONCE = 200;
const KNOWN = ['caller', 'connection', 'action', 'since', 'refused', 'limit', 'cursor'];

export interface AuditQuery {
  callers?: string[];
  connections?: string[];
  actions?: string[];
  since?: number;
  refused?: boolean;
  limit: number;
  before: string | null;
}

/** Throws `invalid-request` with every fault, or `invalid-cursor`. */
export function parseAuditQuery(query: Record<string, unknown>): AuditQuery {
  const faults: Fault[] = Object.keys(query)
    .filter((name) => !KNOWN.includes(name))
    .map((name) => ({ pointer: `?${name}`, detail: 'There is no such parameter.' }));
  const since = query['since'] === undefined ? undefined : momentOf(query['since']);
  if (since === null) faults.push({ pointer: '?since', detail: 'Must be a time of RFC 3339.' });
  const refused = query['refused'];
  if (refused !== undefined && refused !== 'true' && refused !== 'false') {
    faults.push({ pointer: '?refused', detail: 'Must be true or false.' });
  }
  const limit = query['limit'] === undefined ? USUAL_LIMIT : Number(text(query['limit']));
  if (!Number.isInteger(limit) || limit < 1) {
    faults.push({ pointer: '?limit', detail: 'Must be a whole number from 1; more than 200 counts as 200.' });
  }
  if (faults.length > 0) throw new ProblemException('invalid-request', undefined, { errors: faults });
  return {
    callers: severalOf(query['caller']),
    connections: severalOf(query['connection']),
    actions: severalOf(query['action']),
    since: since ?? undefined,
    refused: refused === undefined ? undefined : refused === 'true',
    limit: Math.min(limit, MAX_AT_ONCE),
    before: cursorOf(query['cursor']),
  };
}

export const cursorText = (place: string | null): string | null =>
  place === null ? null : Buffer.from(place, 'utf8').toString('base64url');

function cursorOf(value: unknown): string | null {
  if (value === undefined) return null;
  const place = Buffer.from(text(value), 'base64url').toString('utf8');
  const isPlace = parseAuditCursor(place) !== null && cursorText(place) === value;
  if (!isPlace) throw new ProblemException('invalid-cursor');
  return place;
}

function severalOf(value: unknown): string[] | undefined {
  return value === undefined ? undefined : text(value).split(',').filter(Boolean);
}

const momentOf = (value: unknown): number | null => parseMoment(text(value));

/** A repeated parameter counts as a list. */
const text = (value: unknown): string => [value].flat().join(',');
