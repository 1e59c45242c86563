import { networkOf } from './client.address.js';

/** Refusals of one address that are answered before any is throttled, */
const BURST = 100;
/** and how many a second after that. */
const PER_SECOND = 5;
/** Of more addresses those that were refused longest ago are forgotten. */
const MOST_ADDRESSES = 10_000;

interface Bucket {
  left: number;
  /** Throttled requests that are still answered at once; as many at most, and as many more a second. */
  prompt: number;
  at: number;
}

export interface Throttled {
  /** Whole seconds until there is a refusal again. */
  seconds: number;
  /** Whether the address goes on although it was told to wait. */
  isIgnored: boolean;
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

  /** Takes one; null: there was one left. */
  take(address: string, now: number): Throttled | null {
    const bucket = this.filled(address, now);
    if (bucket.left < 1) {
      const isIgnored = bucket.prompt < 1;
      if (!isIgnored) bucket.prompt -= 1;
      return { seconds: this.secondsUntilOne(bucket), isIgnored };
    }
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
    const bucket = {
      left: known === undefined ? this.burst : this.grown(known.left, known.at, now),
      prompt: known === undefined ? this.burst : this.grown(known.prompt, known.at, now),
      at: now,
    };
    // Behind all others: it was refused last.
    this.buckets.delete(name);
    this.buckets.set(name, bucket);
    if (this.buckets.size > this.mostAddresses) this.buckets.delete(this.buckets.keys().next().value!);
    return bucket;
  }

  private grown(left: number, at: number, now: number): number {
    return Math.min(this.burst, left + (Math.max(0, now - at) / 1000) * this.perSecond);
  }

  private secondsUntilOne({ left }: Bucket): number {
    return Math.max(1, Math.ceil((1 - left) / this.perSecond));
  }
}
