/** One sample: Redis' time minus the local time in the middle of the round trip. */
export interface OffsetSample {
  /** Milliseconds. */
  offsetMs: number;
  /** The offset is right to within half of it. */
  roundTripMs: number;
}

/** The best of so many samples counts; older ones are forgotten, since clocks drift. */
const MAX_SAMPLES = 8;
/** Redis' own clock is corrected by its machine: so much is no contradiction. */
const TOLERANCE_MS = 20;

/**
 * The offset between two clocks. Of the latest samples the one with the shortest round trip counts. A sample that
 * contradicts it proves that a clock was set, and discards all samples before it.
 */
export class OffsetEstimator {
  private samples: OffsetSample[] = [];

  /** Milliseconds; null before the first sample. */
  get offsetMs(): number | null {
    return this.best()?.offsetMs ?? null;
  }

  add(sample: OffsetSample): void {
    const best = this.best();
    if (best !== undefined && contradict(best, sample)) this.samples = [];
    this.samples.push(sample);
    if (this.samples.length > MAX_SAMPLES) this.samples.shift();
  }

  private best(): OffsetSample | undefined {
    return this.samples.reduce<OffsetSample | undefined>(
      (best, sample) => (best !== undefined && best.roundTripMs < sample.roundTripMs ? best : sample),
      undefined,
    );
  }
}

function contradict(one: OffsetSample, other: OffsetSample): boolean {
  const uncertainty = (one.roundTripMs + other.roundTripMs) / 2 + TOLERANCE_MS;
  return Math.abs(one.offsetMs - other.offsetMs) > uncertainty;
}
