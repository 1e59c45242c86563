const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d';
const LONG_DAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';

const PREFERRED = new RegExp(`^${DAY}, \\d{2} ${MONTH} \\d{4} ${TIME} GMT$`);
const OF_RFC_850 = new RegExp(`^${LONG_DAY}, \\d{2}-${MONTH}-\\d{2} ${TIME} GMT$`);
const OF_ASCTIME = new RegExp(`^${DAY} ${MONTH} [ \\d]\\d ${TIME} \\d{4}$`);

/** Any of the three forms (RFC 9110 §5.6.7) as epoch milliseconds; null: not a date. */
export function parseHttpDate(text: string): number | null {
  const isDate = PREFERRED.test(text) || OF_RFC_850.test(text);
  // `Date.parse` takes a time without a zone for local time.
  const parsed = Date.parse(isDate ? text : OF_ASCTIME.test(text) ? `${text} GMT` : '');
  return Number.isNaN(parsed) ? null : parsed;
}
