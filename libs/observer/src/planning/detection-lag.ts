import type { JobRecord, Moment, Transition } from '#libs/jobs';

/** The last end counts so much; the mean forgets in about twenty. */
const WEIGHT = 0.1;

/** How long after they happened the ends of a connection's runs are seen: a moving mean, milliseconds. */
export class DetectionLag {
  private mean: number | null;
  private isNew = false;

  /** `known`: what an earlier process measured. */
  constructor(known: number | null = null) {
    this.mean = known;
  }

  /** null: no end was seen so far. */
  get milliseconds(): number | null {
    return this.mean === null ? null : Math.round(this.mean);
  }

  /**
   * Learns from an end, and says how late it was seen; null: unknown.
   * `clockAheadMs`: how far the gateway's clock is ahead of the upstream's.
   */
  learn({ endedAt }: JobRecord, transition: Transition, clockAheadMs: number): number | null {
    const lag = lagOf(endedAt === null ? null : endedAt + clockAheadMs, transition);
    if (lag === null) return null;
    this.mean = this.mean === null ? lag : this.mean + WEIGHT * (lag - this.mean);
    this.isNew = true;
    return lag;
  }

  /** The mean if an end was seen since it was taken last; null: nothing new. */
  take(): number | null {
    const taken = this.isNew ? this.milliseconds : null;
    this.isNew = false;
    return taken;
  }
}

/**
 * An end lies between the poll that still found the run under way and the one that found it ended: where the upstream
 * says, else in the middle. null: not polled before, so that there was nothing to detect.
 */
function lagOf(endedAt: Moment | null, { notBefore, notAfter }: Transition): number | null {
  if (notBefore === null) return null;
  const middle = (notBefore + notAfter) / 2;
  return notAfter - Math.min(notAfter, Math.max(notBefore, endedAt ?? middle));
}
