import { HALF_BUCKET, middleOf, quantiles, weightOf, type Histogram } from './histogram.js';

/** A smooth distribution of the logarithm of a duration. */
export interface Smooth {
  /** The share below a logarithm. */
  below(logarithm: number): number;
  median: number;
  /** Nothing of it, or nearly nothing, lies outside. */
  from: number;
  to: number;
}

/** The spread of logarithms that is expected before anything is known, and for how many durations that guess counts. */
const GUESSED_SPREAD = 0.8;
const WEIGHT_OF_GUESS = 0.5;
/** From a Gaussian's standard deviation to the half width of the Epanechnikov kernel of the same spread. */
const KERNEL_WIDTH = Math.sqrt(5);

/** Durations before which the rule of thumb is not questioned. */
const ENOUGH_TO_JUDGE = 10;
const NARROWER = [1, 0.5, 0.25, 0.12] as const;
/** How much better a narrower one must be: a few durations that lie close together by chance are no heap. */
const CLEARLY = 0.05;
/** What a kernel estimate is credited with anywhere, so that one outlier does not decide. */
const ANYWHERE = 0.02;

interface Kernel {
  middle: number;
  weight: number;
}

/**
 * A kernel estimate: each bucket spread out, the less the more is known and the closer together the durations lie
 * (Silverman's rule of thumb, Density Estimation for Statistics and Data Analysis, 1986, eq. 3.28), and less than that
 * where durations come in several heaps, if each is foretold better by the others then.
 */
export function smooth(histogram: Histogram): Smooth {
  const known = smoothed.get(histogram);
  if (known) return known;
  const total = weightOf(histogram);
  const kernels = [...histogram].map(([bucket, weight]) => ({ middle: middleOf(bucket), weight }));
  kernels.sort((one, other) => one.middle - other.middle);
  const halfWidth = bestHalfWidth(kernels, total, KERNEL_WIDTH * bandwidth(histogram, total) + HALF_BUCKET);
  const [median = 0] = quantiles(histogram, [0.5]);
  const from = (kernels[0]?.middle ?? 0) - halfWidth;
  const to = (kernels.at(-1)?.middle ?? 0) + halfWidth;
  const estimate = { below: cumulative(kernels, total, halfWidth), median, from, to };
  smoothed.set(histogram, estimate);
  return estimate;
}

/** Histograms never change; learning and planning need the same estimates. */
const smoothed = new WeakMap<Histogram, Smooth>();

function cumulative(kernels: readonly Kernel[], total: number, halfWidth: number): Smooth['below'] {
  const middles = Float64Array.from(kernels, ({ middle }) => middle);
  const shares = Float64Array.from(kernels, ({ weight }) => weight / total);
  /** The share of all kernels before each one. */
  const before = new Float64Array(kernels.length + 1);
  for (let index = 0; index < kernels.length; index += 1) before[index + 1] = before[index]! + shares[index]!;
  return (logarithm) => {
    let index = firstAbove(middles, logarithm - halfWidth);
    let sum = before[index]!;
    for (; index < middles.length && middles[index]! < logarithm + halfWidth; index += 1) {
      const distance = (logarithm - middles[index]!) / halfWidth;
      sum += shares[index]! * (0.5 + 0.25 * distance * (3 - distance * distance));
    }
    return sum;
  };
}

function firstAbove(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

function bandwidth(histogram: Histogram, total: number): number {
  let sum = 0;
  for (const [bucket, weight] of histogram) sum += weight * middleOf(bucket);
  const mean = sum / total;
  let squares = 0;
  for (const [bucket, weight] of histogram) squares += weight * (middleOf(bucket) - mean) ** 2;
  const guess = WEIGHT_OF_GUESS * GUESSED_SPREAD ** 2;
  const deviation = Math.sqrt((guess + squares) / (WEIGHT_OF_GUESS + total));
  const [low = 0, high = 0] = quantiles(histogram, [0.25, 0.75]);
  // Of long tails the standard deviation says too much.
  const middleHalf = total >= 8 ? (high - low) / 1.34 + 2 * HALF_BUCKET : Infinity;
  return 1.06 * Math.min(deviation, middleHalf) * Math.max(1, total) ** -0.2;
}

function bestHalfWidth(kernels: readonly Kernel[], total: number, halfWidth: number): number {
  if (total < ENOUGH_TO_JUDGE) return halfWidth;
  let best = halfWidth;
  let bestScore = -Infinity;
  for (const factor of NARROWER) {
    const candidate = Math.max(halfWidth * factor, 3 * HALF_BUCKET);
    const score = foretelling(kernels, total, candidate);
    if (score > bestScore + CLEARLY) [best, bestScore] = [candidate, score];
  }
  return best;
}

/** How well each duration is foretold by all others: the mean logarithm of the density there. */
function foretelling(kernels: readonly Kernel[], total: number, halfWidth: number): number {
  let score = 0;
  let first = 0;
  for (const { middle, weight } of kernels) {
    let density = -Math.min(weight, 1) * 0.75;
    while (kernels[first]!.middle <= middle - halfWidth) first += 1;
    for (let index = first; index < kernels.length; index += 1) {
      const distance = (kernels[index]!.middle - middle) / halfWidth;
      if (distance >= 1) break;
      density += kernels[index]!.weight * 0.75 * (1 - distance ** 2);
    }
    score += weight * Math.log(ANYWHERE + Math.max(0, density) / (halfWidth * (total - 1)));
  }
  return score / total;
}

/** What is thought possible besides what has been seen: any other order of magnitude, the farther the less likely. */
export function surroundings(median: number): Smooth {
  const below = (logarithm: number): number => {
    const distance = (logarithm - median) / SPREAD_OF_SURROUNDINGS;
    return distance < 0 ? 0.5 * Math.exp(distance) : 1 - 0.5 * Math.exp(-distance);
  };
  return { below, median, from: median - REACH, to: median + REACH };
}

const SPREAD_OF_SURROUNDINGS = 1;
/** A factor of 64 to either side. */
const REACH = 6 * Math.LN2;
