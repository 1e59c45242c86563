import type { Moment } from '#libs/jobs';

/** `2024-11-06T06:19:43.195Z`; UTC with or without the Z. */
const CURRENT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z?$/;
/** `04-Jun-2015 18:11:06:586`: a colon before the milliseconds, no zone, documented as UTC. */
const LEGACY = /^(\d{1,2})-([a-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d):(\d{3})$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The moment that a text in one of the service's two formats names; null for anything else. */
export function parseMoment(text: string): Moment | null {
  const current = CURRENT.exec(text);
  if (current) {
    const [, year, month, day, hour, minute, second, fraction = ''] = current;
    return utc(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
  }
  const legacy = LEGACY.exec(text);
  if (!legacy) return null;
  const [, day = '', name = '', year, hour, minute, second, thousandths] = legacy;
  const month = String(MONTHS.indexOf(name.toLowerCase()) + 1).padStart(2, '0');
  return utc(`${year}-${month}-${day.padStart(2, '0')}T${hour}:${minute}:${second}.${thousandths}Z`);
}

/** null for a day or an hour that does not exist: `Date` alone would read 30 February as 1 March. */
function utc(iso: string): Moment | null {
  const moment = Date.parse(iso);
  return !Number.isNaN(moment) && new Date(moment).toISOString() === iso ? moment : null;
}
