import { networkOf } from './client.address.js';

/** Refusals of one address that are answered before any is throttled, */
const BURST = 100;
/** and how many a second after that. */
const PER_SECOND = 5;
/** Of more addresses those that were refused longest ago are forgotten. */
const MOST_ADDRESSES = 10_000;

interface Bucket {
  left: number;
  at: number;
}

/**
 * How often callers of one address may be refused. Whoever is let in takes nothing. An address that is forgotten has its
 * whole burst again, so that memory is bounded rather than the sum of all refusals.
 */
export class RefusalBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly burst = BURST,
    private readonly perSecond = PER_SECOND,
    private readonly mostAddresses = MOST_ADDRESSES,
  ) {}

  get size(): number {
    return this.buckets.size;
  }

  /** Takes one; null: there was one left. Otherwise the whole seconds until there is one again. */
  take(address: string, now: number): number | null {
    const bucket = this.filled(address, now);
    if (bucket.left < 1) return this.secondsUntilOne(bucket);
    bucket.left -= 1;
    return null;
  }

  /** After all, the caller was let in. */
  giveBack(address: string): void {
    const bucket = this.buckets.get(networkOf(address));
    if (bucket !== undefined) bucket.left = Math.min(this.burst, bucket.left + 1);
  }

  private filled(address: string, now: number): Bucket {
    const name = networkOf(address);
    const known = this.buckets.get(name);
    const bucket = known === undefined ? { left: this.burst, at: now } : { left: this.leftIn(known, now), at: now };
    // Behind all others: it was refused last.
    this.buckets.delete(name);
    this.buckets.set(name, bucket);
    if (this.buckets.size > this.mostAddresses) this.buckets.delete(this.buckets.keys().next().value!);
    return bucket;
  }

  private leftIn({ left, at }: Bucket, now: number): number {
    return Math.min(this.burst, left + (Math.max(0, now - at) / 1000) * this.perSecond);
  }

  private secondsUntilOne({ left }: Bucket): number {
    return Math.max(1, Math.ceil((1 - left) / this.perSecond));
  }
}
