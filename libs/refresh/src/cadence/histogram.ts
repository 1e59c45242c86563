/** Counts of durations in log-spaced buckets; a bucket spans about 2 %. Sparse: bucket index → weight. */
export type Histogram = ReadonlyMap<number, number>;

const BUCKETS_PER_NAT = 32 / Math.LN2;
/** Weights below this are dropped: what is as old as that no longer counts. */
const LEAST_WEIGHT = 0.05;
const SHORTEST_MS = 1;

/** Half the width of a bucket on the scale of natural logarithms. */
export const HALF_BUCKET = 0.5 / BUCKETS_PER_NAT;

export const bucketOf = (milliseconds: number): number =>
  Math.floor(Math.log(Math.max(milliseconds, SHORTEST_MS)) * BUCKETS_PER_NAT);

/** The natural logarithm of the middle of a bucket. */
export const middleOf = (bucket: number): number => (bucket + 0.5) / BUCKETS_PER_NAT;

export function weightOf(histogram: Histogram): number {
  let sum = 0;
  for (const weight of histogram.values()) sum += weight;
  return sum;
}

/** The histogram with `added` in it, after everything in it has lost the part `forgetting` of its weight. */
export function remember(histogram: Histogram, added: Histogram, forgetting: number): Map<number, number> {
  const next = new Map<number, number>();
  for (const [bucket, weight] of histogram) {
    const kept = weight * (1 - forgetting);
    if (kept >= LEAST_WEIGHT) next.set(bucket, kept);
  }
  for (const [bucket, weight] of added) next.set(bucket, (next.get(bucket) ?? 0) + weight);
  return next;
}

export const scaled = (histogram: Histogram, factor: number): Map<number, number> =>
  new Map([...histogram].map(([bucket, weight]) => [bucket, weight * factor]));

/** Bucket and weight in turn, buckets as distances from the one before: short as JSON. */
export function toNumbers(histogram: Histogram): number[] {
  const numbers: number[] = [];
  let last = 0;
  for (const [bucket, weight] of [...histogram].sort(([one], [other]) => one - other)) {
    numbers.push(bucket - last, Number(weight.toFixed(2)));
    last = bucket;
  }
  return numbers;
}

export function fromNumbers(numbers: readonly number[]): Map<number, number> {
  const histogram = new Map<number, number>();
  let bucket = 0;
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    bucket += numbers[index]!;
    histogram.set(bucket, numbers[index + 1]!);
  }
  return histogram;
}

/** The logarithms below which the given shares (0–1, ascending) of the weight lie. */
export function quantiles(histogram: Histogram, shares: readonly number[]): number[] {
  const sorted = [...histogram].sort(([one], [other]) => one - other);
  const total = weightOf(histogram);
  const found: number[] = [];
  let below = 0;
  for (const [bucket, weight] of sorted) {
    below += weight;
    while (found.length < shares.length && below >= shares[found.length]! * total - 1e-9) found.push(middleOf(bucket));
  }
  return found;
}
