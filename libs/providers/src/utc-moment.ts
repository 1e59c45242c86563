import type { Moment } from '#libs/jobs';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `01` for `Jan`; `00` for an unknown name. */
export const monthOf = (name: string): string => twoDigits(MONTHS.indexOf(name.toLowerCase()) + 1);

export const twoDigits = (text: string | number): string => String(text).padStart(2, '0');

/** null for a day or an hour that does not exist: `Date` alone would read 30 February as 1 March. */
export function utcMoment(date: string, time: string, fraction = ''): Moment | null {
  const iso = `${date}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  const moment = Date.parse(iso);
  return !Number.isNaN(moment) && new Date(moment).toISOString() === iso ? moment : null;
}
