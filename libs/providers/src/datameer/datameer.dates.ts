import { jsonText, type Anomaly, type Moment } from '#libs/jobs';
import { Info } from 'luxon';

/** `moment` undefined: absent. `alternative`: the later moment, where clocks set back make the date ambiguous. */
interface DateReading {
  moment: Moment | null | undefined;
  alternative: Moment | null;
  anomalies: Anomaly[];
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** v2. Newer Java runtimes put a comma after the year, and U+202F before AM and PM; `\s` covers it. */
const MEDIUM = /^([A-Z][a-z]{2})\s+(\d{1,2}),\s+(\d{4}),?\s+(\d{1,2}):(\d{2}):(\d{2})\s+([AP]M)$/;
/** v1: what a Java SQL timestamp prints, with 1 to 9 decimals. */
const TIMESTAMP = /^(\d{4})-(\d{2})-(\d{2})\s(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?$/;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Neither format carries a zone. Other languages are rejected. */
export function readDate(value: unknown, timeZone: string): DateReading {
  if (value === undefined) return { moment: undefined, alternative: null, anomalies: [] };
  if (value === null || value === '') return { moment: null, alternative: null, anomalies: [] };
  const wallClock = typeof value === 'string' ? readWallClock(value.trim()) : null;
  const moments = wallClock === null ? null : momentsOf(wallClock, timeZone);
  if (moments === null) return { moment: null, alternative: null, anomalies: [anomaly('unreadable-date', value)] };
  const { first, second, exists } = moments;
  if (!exists) return { moment: first, alternative: null, anomalies: [anomaly('nonexistent-date', value)] };
  if (second === null) return { moment: first, alternative: null, anomalies: [] };
  return { moment: first, alternative: second, anomalies: [anomaly('ambiguous-date', value)] };
}

/** As if it were UTC. */
function readWallClock(text: string): Moment | null {
  const timestamp = TIMESTAMP.exec(text);
  if (timestamp) {
    const [year, month, day, hour, minute, second] = timestamp.slice(1, 7).map(Number) as Six;
    const milliseconds = Number((timestamp[7] ?? '').padEnd(3, '0').slice(0, 3));
    return calendarMoment([year, month, day, hour, minute, second], milliseconds);
  }
  const medium = MEDIUM.exec(text);
  if (!medium) return null;
  const month = MONTHS.indexOf(medium[1]!) + 1;
  const [day, year, hour, minute, second] = medium.slice(2, 7).map(Number) as [number, number, number, number, number];
  if (hour < 1 || hour > 12) return null;
  const hourOfDay = (hour % 12) + (medium[7] === 'PM' ? 12 : 0);
  return calendarMoment([year, month, day, hourOfDay, minute, second], 0);
}

type Six = [year: number, month: number, day: number, hour: number, minute: number, second: number];

/** null for a day or a time that no calendar has: `Date.UTC` would silently carry it over. */
function calendarMoment(parts: Six, milliseconds: number): Moment | null {
  const [year, month, day, hour, minute, second] = parts;
  const moment = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  if (Number.isNaN(moment)) return null;
  const back = new Date(moment);
  const same =
    back.getUTCFullYear() === year &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    back.getUTCHours() === hour &&
    back.getUTCMinutes() === minute &&
    back.getUTCSeconds() === second;
  return same ? moment : null;
}

/**
 * The moments at which clocks of the zone show this reading: one, two (clocks set back), or none (set forward), and then
 * the one that clocks would show had they not been set. Luxon's own constructors resolve such readings by the offset of
 * the present moment, and so give different answers in summer and in winter.
 */
function momentsOf(wallClock: Moment, timeZone: string) {
  const zone = Info.normalizeZone(timeZone);
  if (!zone.isValid) return null;
  const at = (offset: number): Moment => Math.round(wallClock - offset * 60_000);
  const before = zone.offset(wallClock - DAY_MS);
  const after = zone.offset(wallClock + DAY_MS);
  const found = [...new Set([before, after])]
    .filter((offset) => zone.offset(at(offset)) === offset)
    .map(at)
    .sort((one, other) => one - other);
  return { first: found[0] ?? at(before), second: found[1] ?? null, exists: found.length > 0 };
}

const MAX_VALUE_LENGTH = 80;

/** An anomaly with the upstream's value, cut where it is too long for a date or a word. */
export function anomaly(code: string, value: unknown): Anomaly {
  const text = typeof value === 'string' ? value : value === undefined ? '' : jsonText(value);
  return { code, value: text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text };
}
