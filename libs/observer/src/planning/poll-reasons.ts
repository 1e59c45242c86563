import type { RunStatistics } from './connection-statistics.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Durations from which on one speaks of nine out of ten. */
const ENOUGH_FOR_NINE_OF_TEN = 10;

/** A duration for people, in two units at most: `850 ms`, `4.2 s`, `2 m 50 s`, `1 h 5 m`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < SECOND) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 10 * SECOND) return `${Number((milliseconds / SECOND).toFixed(1))} s`;
  if (milliseconds < MINUTE) return `${Math.round(milliseconds / SECOND)} s`;
  return milliseconds < HOUR - MINUTE / 2
    ? inTwo(milliseconds, MINUTE, 'm', SECOND, 's')
    : inTwo(milliseconds, HOUR, 'h', MINUTE, 'm');
}

function inTwo(milliseconds: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const count = Math.round(milliseconds / small);
  const [whole, rest] = [Math.floor((count * small) / large), count % (large / small)];
  return rest === 0 ? `${whole} ${largeUnit}` : `${whole} ${largeUnit} ${rest} ${smallUnit}`;
}

/** Why a running job is polled when it is, from how long such runs took. Times are counted from its begin. */
export function byDurations({ operation, durations }: RunStatistics, elapsed: number, nextAt: number): string {
  const subject = operation === null ? 'on this connection' : `of ${operation}`;
  const low = durations.distribution.quantile(0.05) ?? 0;
  const high = durations.distribution.quantile(0.95);
  const many = durations.learned >= ENOUGH_FOR_NINE_OF_TEN && high !== null;
  const range = rangeInWords(low, high);
  const known = many ? `9 of 10 runs ${subject} take ${range}` : `the runs ${subject} so far took ${range}`;
  if (high !== null && elapsed > high) return `${known}: this one takes longer`;
  if (elapsed >= low) return `${known}: this one may end any moment`;
  return nextAt >= 0.8 * low
    ? `${known}: polled from ${durationText(nextAt)} on`
    : `${known}: polled rarely before that, in case it ends early`;
}

/** `high`: null while too many are still running. */
function rangeInWords(low: number, high: number | null): string {
  if (high === null) return `${durationText(low)} or longer`;
  return high < 1.1 * low ? `about ${durationText((low + high) / 2)}` : `${durationText(low)} to ${durationText(high)}`;
}
