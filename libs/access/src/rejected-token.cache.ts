/** Fixed: somebody who makes up tokens only overwrites what others made up. */
const SLOTS = 4_096;
/** A token may become good, when its issuer publishes the key or its time comes. */
const FOR_MS = 10_000;

/** Tokens that were refused a moment ago, by their digests: none is verified again and again. */
export class RejectedTokenCache {
  private readonly digests: (string | undefined)[] = [];
  private readonly until = new Float64Array(SLOTS);

  has(digest: Buffer, now: number): boolean {
    const slot = slotOf(digest);
    return now < this.until[slot]! && this.digests[slot] === digest.toString('latin1');
  }

  set(digest: Buffer, now: number): void {
    const slot = slotOf(digest);
    this.digests[slot] = digest.toString('latin1');
    this.until[slot] = now + FOR_MS;
  }

  clear(): void {
    this.until.fill(0);
  }
}

const slotOf = (digest: Buffer): number => digest.readUInt32LE(0) % SLOTS;
