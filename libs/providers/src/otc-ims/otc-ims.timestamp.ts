import type { Moment } from '#libs/jobs';
import { monthOf, twoDigits, utcMoment } from '../utc-moment.js';

/** `2024-11-06T06:19:43.195Z`; UTC with or without the Z. */
const CURRENT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z?$/;
/** `04-Jun-2015 18:11:06:586`: a colon before the milliseconds, no zone, documented as UTC. */
const LEGACY = /^(\d{1,2})-([a-z]{3})-(\d{4}) (\d\d:\d\d:\d\d):(\d{3})$/i;

export function parseMoment(text: string): Moment | null {
  const [, date, time, fraction] = CURRENT.exec(text) ?? [];
  if (date !== undefined) return utcMoment(date, time!, fraction);
  const [, day, month, year, legacyTime, thousandths] = LEGACY.exec(text) ?? [];
  return day === undefined ? null : utcMoment(`${year}-${monthOf(month!)}-${twoDigits(day)}`, legacyTime!, thousandths);
}
