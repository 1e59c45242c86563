import { partsOf, type DurationSketch } from './duration-sketch.js';
import type { Smooth } from './smoothing.js';

/**
 * How long something is going to take, as a table: `share[i]` of it ends before `times[i]` (milliseconds, ascending,
 * from 0); in between evenly.
 */
export interface Outlook {
  readonly times: Float64Array;
  readonly share: Float64Array;
}

export interface Reach {
  /** Logarithms of the first and the last time of the table. */
  lowest: number;
  highest: number;
  /** Times where ends are likely are at most so far apart, milliseconds. */
  widest: number;
  steps?: number;
}

const FINE_STEPS = 128;
const COARSE_STEP = Math.LN2 / 6;
/** Where hardly any end is expected any more. */
const LATE_STEP = 0.03;
/** As a part of the typical duration. */
const WIDEST = 1 / 40;

/** What a sketch says of the next run; null when it has seen none. */
export function outlookOf(sketch: DurationSketch, elsewhere: Smooth | null = null): Outlook | null {
  const parts = partsOf(sketch, elsewhere);
  if (parts === null) return null;
  const { trust } = sketch;
  const [settled, recent, neither] = parts;
  const known = trust[0] + trust[1];
  const typical = Math.exp((trust[0] * settled.median + trust[1] * recent.median) / known);
  const heeded = [settled, recent].filter((_, index) => trust[index]! > 0.1 * known);
  const from = Math.min(...heeded.map((part) => part.from));
  const to = Math.max(...heeded.map((part) => part.to));
  return tabulate(
    latticeOf(from, to, {
      lowest: Math.min(from, neither.from),
      highest: Math.max(to, neither.to),
      widest: typical * WIDEST,
    }),
    (logarithm) =>
      trust[0] * settled.below(logarithm) + trust[1] * recent.below(logarithm) + trust[2] * neither.below(logarithm),
  );
}

/** The table of a distribution of logarithms. */
export function tabulate(lattice: readonly number[], below: (logarithm: number) => number): Outlook {
  return {
    times: Float64Array.from([0, ...lattice.map(Math.exp)]),
    share: Float64Array.from([0, ...lattice.map(below)]),
  };
}

/**
 * Logarithms of the times among which looks are chosen: fine between `from` and `to`, where ends are likely, coarse
 * around. A fixed step on the logarithmic scale would be too coarse late in a wide distribution, hence `widest`.
 */
export function latticeOf(from: number, to: number, { lowest, highest, widest, steps = FINE_STEPS }: Reach): number[] {
  const lattice: number[] = [];
  const fine = (to - from) / steps;
  for (let at = lowest; at < highest;) {
    lattice.push(at);
    const even = Math.log1p(widest / Math.exp(at));
    if (at < from) at = Math.min(from, at + COARSE_STEP);
    else if (at < to) at += Math.min(fine, Math.max(LATE_STEP / 2, even));
    else at += Math.min(COARSE_STEP, Math.max(LATE_STEP, even));
  }
  return lattice;
}

/** The share that ends before a time. */
export function shareBefore({ times, share }: Outlook, time: number): number {
  const cell = cellOf(times, time);
  if (cell >= times.length - 1) return share[share.length - 1]!;
  const part = (time - times[cell]!) / (times[cell + 1]! - times[cell]!);
  return share[cell]! + part * (share[cell + 1]! - share[cell]!);
}

/** When the given part (0–1) of what has not ended by `elapsed` will have; null beyond the end of the table. */
export function remainingQuantile(outlook: Outlook, elapsed: number, part: number): number | null {
  const { times, share } = outlook;
  const before = shareBefore(outlook, elapsed);
  const wanted = before + part * (1 - before);
  const after = share.findIndex((value) => value >= wanted);
  if (after <= 0) return null;
  const step = share[after]! - share[after - 1]!;
  const within = step === 0 ? 0 : (wanted - share[after - 1]!) / step;
  return Math.max(elapsed, times[after - 1]! + within * (times[after]! - times[after - 1]!));
}

/** The last cell that begins at or before a time. */
export function cellOf(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle]! <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
