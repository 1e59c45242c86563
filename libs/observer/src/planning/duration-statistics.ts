import { BUCKETS, bucketOf, STARTS } from './duration-buckets.js';
import { DurationDistribution } from './duration-distribution.js';

/** In each bucket the last several dozen runs that came so far count. */
const MEMORY = 48;
/** Against believing only what is believed already. */
const EVEN_SHARE = 0.5;
/** An estimate is kept until this part of what it rests on is new. */
const PART_WORTH_A_NEW_ESTIMATE = 1 / 16;
/** That a run is still under way says less than that one has ended. */
const WEIGHT_OF_SURVIVAL = 1 / 8;
/** When what happens is e^6 times as likely if durations may be anything as by the estimate, they have changed. */
const REFUTED = 6;
/** For how many runs an estimate still counts then. */
const MEMORY_AFTER_CHANGE = 6;
const LEAST_WEIGHT = 0.02;

/**
 * How long runs of one kind take, learned from each poll: a run was polled at the age `from` and is polled again now.
 * For every bucket of ages: how many runs came to it, and how many of them ended in it. Their quotient is the hazard,
 * whoever ends first: runs that are still under way count where they have been (Kaplan and Meier, Nonparametric
 * Estimation from Incomplete Observations, 1958). Each run that passes a bucket makes those before it count for less
 * there, so that what is forgotten does not depend on how long anything took.
 */
export class DurationStatistics {
  /** Runs whose ends were learned from, ever. */
  private ends = 0;
  /** The same, of those that still count. */
  private weight = 0;
  private readonly atRisk = new Float64Array(BUCKETS);
  private readonly ended = new Float64Array(BUCKETS);
  /** By how much (a logarithm) the estimate has predicted the latest polls worse than knowing nothing would have. */
  private doubt = 0;
  private estimate: DurationDistribution | null = null;
  private since = 0;

  get learned(): number {
    return this.ends;
  }

  get distribution(): DurationDistribution {
    const isOld = this.since > PART_WORTH_A_NEW_ESTIMATE * this.weight;
    if (this.estimate === null || isOld) {
      this.estimate = new DurationDistribution(this.atRisk, this.ended, this.weight);
      this.since = 0;
    }
    return this.estimate;
  }

  /** A run that was under way at the age `from` (milliseconds) still is at the age `to`. */
  survived(from: number, to: number): void {
    if (to <= from) return;
    this.compare(from, to, Infinity);
    this.pass(from, bucketOf(to));
    this.since += WEIGHT_OF_SURVIVAL;
  }

  /** A run that was under way at the age `from` has ended, at an age from `atLeast` to `atMost`. */
  endedWithin(from: number, atLeast: number, atMost: number): void {
    const [first, last] = [bucketOf(atLeast), bucketOf(atMost)];
    this.compare(from, STARTS[Math.max(0, first - 2)]!, STARTS[Math.min(BUCKETS, last + 3)]!);
    const shares = this.sharesOf(atLeast, atMost);
    this.pass(from, first);
    let left = 1;
    for (let bucket = first; bucket <= last; bucket += 1) {
      const share = shares[bucket - first]!;
      this.count(bucket, left, share);
      left = Math.max(0, left - share);
    }
    this.ends += 1;
    this.weight = this.weight * (1 - 1 / MEMORY) + 1;
    this.since += 1;
  }

  /** The statistics as text; about a dozen bytes for each bucket where runs have ended. */
  format(): string {
    const figures: number[] = [];
    let last = 0;
    this.ended.forEach((ended, bucket) => {
      if (ended < LEAST_WEIGHT) return;
      figures.push(bucket - last, rounded(this.atRisk[bucket]!), rounded(ended));
      last = bucket;
    });
    return JSON.stringify([this.ends, rounded(this.weight), ...figures]);
  }

  /** null for a text that is none. */
  static parse(text: string): DurationStatistics | null {
    const [ends, weight, ...figures] = numbersIn(text);
    if (ends === undefined || weight === undefined || figures.length % 3 !== 0) return null;
    const statistics = new DurationStatistics();
    Object.assign(statistics, { ends, weight });
    let bucket = -1;
    for (let index = 0; index < figures.length; index += 3) {
      const next = (index === 0 ? 0 : bucket) + figures[index]!;
      if (!(next > bucket) || next >= BUCKETS) return null;
      // Between two buckets where runs ended as many passed as came to the second.
      statistics.atRisk.fill(figures[index + 1]!, bucket + 1, next + 1);
      statistics.ended[next] = figures[index + 2]!;
      bucket = next;
    }
    return statistics;
  }

  private pass(from: number, until: number): void {
    for (let bucket = bucketOf(from); bucket < until; bucket += 1) this.count(bucket, 1, 0);
  }

  private count(bucket: number, atRisk: number, ended: number): void {
    const kept = 1 - atRisk / MEMORY;
    this.atRisk[bucket] = this.atRisk[bucket]! * kept + atRisk;
    this.ended[bucket] = this.ended[bucket]! * kept + ended;
  }

  /** How one end is dealt out over the buckets in which it may lie: where runs are expected to end, rather than elsewhere. */
  private sharesOf(atLeast: number, atMost: number): number[] {
    const { distribution } = this;
    const all = distribution.survival(atLeast) - distribution.survival(atMost);
    const shares: number[] = [];
    for (let bucket = bucketOf(atLeast); bucket <= bucketOf(atMost); bucket += 1) {
      const [from, to] = [Math.max(atLeast, STARTS[bucket]!), Math.min(atMost, STARTS[bucket + 1]!)];
      const even = atMost > atLeast ? (to - from) / (atMost - atLeast) : 1;
      const expected = all > 0 ? (distribution.survival(from) - distribution.survival(to)) / all : even;
      shares.push(EVEN_SHARE * even + (1 - EVEN_SHARE) * expected);
    }
    return shares;
  }

  /**
   * Compares how likely it was that a run of the age `from` would end between two ages with what one would say who knows
   * only their order of magnitude. Sums up in favor of the latter alone (Page, Continuous Inspection Schemes, 1954).
   */
  private compare(from: number, atLeast: number, atMost: number): void {
    if (this.ends === 0) return;
    const { distribution } = this;
    const likelihood = (survival: (age: number) => number): number =>
      (survival(Math.max(from, atLeast)) - (atMost === Infinity ? 0 : survival(atMost))) / survival(from);
    const estimated = likelihood((age) => distribution.survival(age));
    const vaguely = likelihood((age) => distribution.vagueSurvival(age));
    this.doubt = Math.max(0, this.doubt + Math.log((vaguely + 1e-12) / (estimated + 1e-12)));
    if (this.doubt < REFUTED) return;
    this.doubt = 0;
    this.weight = Math.min(this.weight, MEMORY_AFTER_CHANGE);
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      const kept = Math.min(1, MEMORY_AFTER_CHANGE / Math.max(1, this.atRisk[bucket]!));
      this.atRisk[bucket]! *= kept;
      this.ended[bucket]! *= kept;
    }
    this.estimate = null;
  }
}

const rounded = (value: number): number => Number(value.toFixed(2));

function numbersIn(text: string): number[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) && parsed.every((value) => typeof value === 'number') ? parsed : [];
  } catch {
    return [];
  }
}
