const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2024-11-06T06:19:43.195Z`, or in older installations `04-Jun-2015 18:11:06:586` (UTC too); `""` is "not set". */
export function cloudTime(time: number | null, dates: 'current' | 'legacy' | 'broken'): string {
  if (time === null) return '';
  const date = new Date(time);
  if (dates === 'current') return date.toISOString();
  if (dates === 'broken') return `${date.getUTCFullYear()}/${date.getUTCMonth() + 1} afternoon`;
  const [, , day, clock, thousandths] = /^(.+-)(\d\d)T([\d:]+)\.(\d+)Z$/.exec(date.toISOString()) ?? [];
  return `${day}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()} ${clock}:${thousandths}`;
}
