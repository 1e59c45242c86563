import type { ParsedKey } from '../descriptor.js';

/** The key of the box's one status slot. */
export const SLOT_KEY = 'last';

const RUN_KEY = /^([a-z0-9-]{1,64})-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/;
const MAX_OPERATION_LENGTH = 64;

export function parseOracleSbcKey(key: string): ParsedKey | null {
  if (key === SLOT_KEY) return { kind: 'pointer', seenThrough: null };
  return operationInKey(key) === null ? null : { kind: 'run', seenThrough: SLOT_KEY };
}

/** `save-20261121T080000123Z` for `save`, seen or started at that moment (epoch milliseconds). */
export function runKey(operation: string, moment: number): string {
  return `${keySafe(operation)}-${new Date(moment).toISOString().replaceAll(/[-:.]/g, '')}`;
}

/** The key-safe operation of a run key; null when it is no run key, or names a moment that never was. */
export function operationInKey(key: string): string | null {
  const match = RUN_KEY.exec(key);
  if (!match) return null;
  const [, operation, year, month, day, hours, minutes, seconds, milliseconds] = match;
  const moment = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${milliseconds}Z`);
  return !Number.isNaN(moment) && runKey(operation!, moment) === key ? operation! : null;
}

/** Lower case letters, digits and hyphens stay; letters become lower case, all else a hyphen. */
export function keySafe(operation: string): string {
  return operation
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '-')
    .slice(0, MAX_OPERATION_LENGTH);
}
