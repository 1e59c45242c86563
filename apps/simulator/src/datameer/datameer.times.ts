import { twoDigits, wallClock } from '../zone.clock.js';
import type { DatameerSettings } from './datameer.settings.js';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const NARROW_NO_BREAK_SPACE = '\u202f';

/** v2: `Sep 28, 2018 6:44:56 PM`, and what later Javas make of it. */
export function mediumDate(time: number, settings: DatameerSettings): string {
  const { year, month, day, hour, minute, second } = wallClock(time, settings.timeZone);
  const comma = settings.dateStyle === 'jdk8' ? '' : ',';
  const space = settings.dateStyle === 'jdk20' ? NARROW_NO_BREAK_SPACE : ' ';
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}:${twoDigits(minute)}:${twoDigits(second)}`;
  return `${MONTHS[month - 1]} ${day}, ${year}${comma} ${clock}${space}${hour < 12 ? 'AM' : 'PM'}`;
}

/** v1: `2012-07-06 18:19:09.0`, with as many digits of the fraction as it needs. */
export function timestamp(time: number, settings: DatameerSettings): string {
  const { year, month, day, hour, minute, second } = wallClock(time, settings.timeZone);
  const fraction =
    String(Math.trunc(time) % 1000)
      .padStart(3, '0')
      .replace(/0+$/, '') || '0';
  const date = `${year}-${twoDigits(month)}-${twoDigits(day)}`;
  return `${date} ${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(second)}.${fraction}`;
}
