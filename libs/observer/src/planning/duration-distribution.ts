import { BUCKETS, bucketOf, bucketsIn, STARTS } from './duration-buckets.js';

/** An end is spread so far that this part of all of them lies within, and of few ends a larger part. */
const SPREAD_OVER = 0.2;
const SPREAD_OVER_OF_FEW = 2;
/** How far the end of the only run known is spread, as a logarithm; of several, the less the more they are. */
const SPREAD_OF_ONE = 1;
/** For how many runs it counts that the next one may take any time. */
const WEIGHT_OF_ANY_TIME = 0.5;
const LEAST_WEIGHT = 0.02;

/** Ends by bucket. */
interface Ends {
  buckets: number[];
  /** Parts of all runs; their sum is 1 where all were seen to end. */
  shares: number[];
  /** The part that was still under way when it was polled last. */
  unseen: number;
}

/**
 * How long a run is going to take. Immutable. A kernel estimate: each end is spread out, the less the more ends lie
 * around it (Silverman, Density Estimation for Statistics and Data Analysis, 1986, 5.3), mixed with a small part of runs
 * that may take any time.
 */
export class DurationDistribution {
  /** The share that takes longer than the start of each bucket. */
  private readonly surviving = new Float64Array(BUCKETS + 1);
  private readonly ends: Ends;
  /** Half of all runs that were seen to end took longer, milliseconds; 0: nothing is known. */
  private readonly typical: number;

  /** By bucket of ages: how many runs came to it, and how many of them ended there. `weight`: ends that this rests on. */
  constructor(atRisk: Float64Array, ended: Float64Array, weight: number) {
    this.ends = endsOf(atRisk, ended);
    this.typical = this.quantile((1 - this.ends.unseen) / 2) ?? 0;
    const anyTime = WEIGHT_OF_ANY_TIME / (WEIGHT_OF_ANY_TIME + weight);
    const { density, until } = spread(this.ends, weight);
    let left = 1 - this.ends.unseen;
    for (let bucket = 0; bucket <= BUCKETS; bucket += 1) {
      const age = STARTS[bucket]!;
      const learned = Math.max(0, left) + this.ends.unseen * Math.min(1, until / Math.max(age, 1));
      this.surviving[bucket] = (1 - anyTime) * learned + anyTime * this.vagueSurvival(age);
      left -= density[bucket] ?? 0;
    }
  }

  /** The share (0–1) that takes longer than this, milliseconds. */
  survival(age: number): number {
    const bucket = bucketOf(age);
    const [from, to] = [this.surviving[bucket]!, this.surviving[bucket + 1]!];
    const part = (age - STARTS[bucket]!) / (STARTS[bucket + 1]! - STARTS[bucket]!);
    return from + Math.min(1, Math.max(0, part)) * (to - from);
  }

  /** The same by one who knows only about how long runs take: the hazard is constant at first, and 1 / age later. */
  vagueSurvival(age: number): number {
    return (this.typical + 1) / (this.typical + 1 + age);
  }

  /** The duration within which a share (0–1) of the runs ends; null where not as many were seen to. */
  quantile(share: number): number | null {
    const { buckets, shares } = this.ends;
    let below = 0;
    for (const [index, bucket] of buckets.entries()) {
      below += shares[index]!;
      if (below >= share - 1e-9) return (STARTS[bucket]! + STARTS[bucket + 1]!) / 2;
    }
    return null;
  }

  /** The age by which half of the runs that came to the age `elapsed` end; null: unknown. */
  medianAfter(elapsed: number): number | null {
    const half = this.survival(elapsed) / 2;
    const bucket = this.surviving.findIndex((share) => share <= half);
    if (bucket <= 0) return null;
    const [from, to] = [this.surviving[bucket - 1]!, this.surviving[bucket]!];
    const part = from === to ? 0 : (from - half) / (from - to);
    return Math.max(elapsed, STARTS[bucket - 1]! + part * (STARTS[bucket]! - STARTS[bucket - 1]!));
  }
}

/** Kaplan and Meier's estimate. */
function endsOf(atRisk: Float64Array, ended: Float64Array): Ends {
  const ends: Ends = { buckets: [], shares: [], unseen: 1 };
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    if (ended[bucket]! < LEAST_WEIGHT) continue;
    const hazard = Math.min(1, ended[bucket]! / atRisk[bucket]!);
    ends.buckets.push(bucket);
    ends.shares.push(ends.unseen * hazard);
    ends.unseen *= 1 - hazard;
  }
  return ends;
}

/** The ends spread out, by bucket; `until`: where the first of those begin of which no end was seen, milliseconds. */
function spread({ buckets, shares, unseen }: Ends, weight: number): { density: Float64Array; until: number } {
  const density = new Float64Array(BUCKETS);
  const wanted = (1 - unseen) * Math.min(1, SPREAD_OVER + SPREAD_OVER_OF_FEW / Math.max(weight, 1));
  const least = 1 + bucketsIn(SPREAD_OF_ONE / Math.max(weight, 1));
  for (const [index, bucket] of buckets.entries()) {
    const reach = least + distanceTo(wanted, buckets, shares, index);
    const [from, to] = [Math.max(0, Math.ceil(bucket - reach)), Math.min(BUCKETS - 1, Math.floor(bucket + reach))];
    let sum = 0;
    for (let at = from; at <= to; at += 1) sum += 1 - ((at - bucket) / reach) ** 2;
    const scale = shares[index]! / sum;
    for (let at = from; at <= to; at += 1) density[at]! += scale * (1 - ((at - bucket) / reach) ** 2);
  }
  return { density, until: STARTS[(buckets.at(-1) ?? -1) + 1]! };
}

/** How far around one of the ends that share of all of them lies. */
function distanceTo(wanted: number, buckets: readonly number[], shares: readonly number[], index: number): number {
  let [low, high, share] = [index, index, shares[index]!];
  while (share < wanted && (low > 0 || high < buckets.length - 1)) {
    const below = low > 0 ? buckets[index]! - buckets[low - 1]! : Infinity;
    const above = high < buckets.length - 1 ? buckets[high + 1]! - buckets[index]! : Infinity;
    share += below <= above ? shares[(low -= 1)]! : shares[(high += 1)]!;
  }
  return Math.max(buckets[index]! - buckets[low]!, buckets[high]! - buckets[index]!);
}
