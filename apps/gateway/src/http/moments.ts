const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * An RFC 3339 date-time as epoch milliseconds; null when the text is none. Days that no calendar has are refused: the
 * platform's parser would roll them over.
 */
export function parseMoment(text: string): number | null {
  const parts = DATE_TIME.exec(text);
  if (parts === null) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  // A leap second is the second after it (RFC 3339 §5.7); `Date` has none.
  const isLeapSecond = parts[6] === '60';
  const written = isLeapSecond ? text.replace(/:60(?=[.Zz+-])/, ':59') : text;
  const parsed = Date.parse(written.toUpperCase());
  return Number.isNaN(parsed) ? null : parsed + (isLeapSecond ? 1000 : 0);
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
