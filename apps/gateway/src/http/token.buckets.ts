/** Beyond so many, the least recent ones are forgotten. */
const MAX_NAMES = 10_000;

interface Bucket {
  left: number;
  at: number;
}

/**
 * How often something may happen to each of many: a burst, then so many a second. A name that is forgotten has its whole
 * burst again, so that memory is bounded rather than the sum of all that happens.
 */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly burst: number,
    private readonly perSecond: number,
    private readonly mostNames = MAX_NAMES,
  ) {}

  get size(): number {
    return this.buckets.size;
  }

  /** Takes one; null: there was one left. Otherwise whole seconds until the next. `now`: monotonic milliseconds. */
  take(name: string, now: number): number | null {
    const bucket = this.filled(name, now);
    if (bucket.left < 1) return this.secondsUntilOne(bucket);
    bucket.left -= 1;
    return null;
  }

  giveBack(name: string): void {
    const bucket = this.buckets.get(name);
    if (bucket !== undefined) bucket.left = Math.min(this.burst, bucket.left + 1);
  }

  private filled(name: string, now: number): Bucket {
    const known = this.buckets.get(name);
    const bucket = known === undefined ? { left: this.burst, at: now } : { left: this.leftIn(known, now), at: now };
    // Most recent last.
    this.buckets.delete(name);
    this.buckets.set(name, bucket);
    if (this.buckets.size > this.mostNames) this.buckets.delete(this.buckets.keys().next().value!);
    return bucket;
  }

  private leftIn({ left, at }: Bucket, now: number): number {
    return Math.min(this.burst, left + (Math.max(0, now - at) / 1000) * this.perSecond);
  }

  private secondsUntilOne({ left }: Bucket): number {
    return Math.max(1, Math.ceil((1 - left) / this.perSecond));
  }
}
