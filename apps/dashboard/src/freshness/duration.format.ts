const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** One or two units: `4 s`, `2 min 5 s`, `3 h 12 min`, `6 d`. */
export function formatDuration(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`;
  if (span < 10 * MINUTE) return formatTwoUnits(span, MINUTE, 'min', SECOND, 's');
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`;
  if (span < DAY) return formatTwoUnits(span, HOUR, 'h', MINUTE, 'min');
  if (span < 10 * DAY) return formatTwoUnits(span, DAY, 'd', HOUR, 'h');
  return `${Math.floor(span / DAY)} d`;
}

/** Like `formatDuration`, more precise below 10 s: `340 ms`, `1.3 s`. */
export function formatPreciseDuration(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < SECOND) return `${Math.round(span)} ms`;
  if (span < 10 * SECOND) return `${(span / SECOND).toFixed(1)} s`;
  return formatDuration(span);
}

/** `just now`, `12 s ago`, `in 5 s`; up to 2 s of clock skew is `just now`. */
export function formatRelativeTime(at: number, now: number): string {
  const age = now - at;
  if (age < -2 * SECOND) return `in ${formatDuration(-age)}`;
  return age < 2 * SECOND ? 'just now' : `${formatDuration(age)} ago`;
}

function formatTwoUnits(span: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((span % large) / small);
  return `${Math.floor(span / large)} ${largeName}${rest > 0 ? ` ${rest} ${smallName}` : ''}`;
}
