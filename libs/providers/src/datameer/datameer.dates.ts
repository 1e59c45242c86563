import { jsonText, type Anomaly, type Moment } from '#libs/jobs';
import { Info } from 'luxon';
import { monthOf, twoDigits, utcMoment } from '../utc-moment.js';

/** `moment` undefined: absent. `alternative`: the later moment, where clocks set back make the date ambiguous. */
interface DateReading {
  moment: Moment | null | undefined;
  alternative: Moment | null;
  anomalies: Anomaly[];
}

/** v2. Newer Java runtimes put a comma after the year, and U+202F before AM and PM; `\s` covers it. */
const MEDIUM = /^([A-Z][a-z]{2})\s+(\d{1,2}),\s+((?!00)\d{4}),?\s+(\d{1,2}):(\d{2}:\d{2})\s+([AP]M)$/;
/** v1: what a Java SQL timestamp prints, with 1 to 9 decimals. */
const TIMESTAMP = /^((?!00)\d{4}-\d{2}-\d{2})\s(\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?$/;
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
  const [, date, time, fraction] = TIMESTAMP.exec(text) ?? [];
  if (date !== undefined) return utcMoment(date, time!, fraction);
  const [, month, day, year, hour, rest, half] = MEDIUM.exec(text) ?? [];
  if (month === undefined || Number(hour) < 1 || Number(hour) > 12) return null;
  const hourOfDay = (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  return utcMoment(`${year}-${monthOf(month)}-${twoDigits(day!)}`, `${twoDigits(hourOfDay)}:${rest}`);
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
