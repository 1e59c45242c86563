import type { Moment } from '#libs/jobs';
import { DateTime } from 'luxon';

/** `2024-11-06T06:19:43.195Z`; in UTC with or without the Z. */
const CURRENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/;
/** `04-Jun-2015 18:11:06:586`: a colon before the milliseconds, no zone, documented as UTC. */
const LEGACY = 'd-LLL-yyyy HH:mm:ss:SSS';

/** The moment that a text in one of the service's two formats names; null for anything else. */
export function parseMoment(text: string): Moment | null {
  const trimmed = text.trim();
  const parsed = CURRENT.test(trimmed)
    ? DateTime.fromISO(trimmed, { zone: 'utc' })
    : DateTime.fromFormat(trimmed, LEGACY, { zone: 'utc', locale: 'en-US' });
  return parsed.isValid ? parsed.toMillis() : null;
}
