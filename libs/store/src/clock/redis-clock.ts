import type { Moment } from '#libs/jobs';
import { OffsetEstimator } from './offset-estimate.js';

/** A clock as everything takes it that compares times with those of other machines. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): Moment;
}

/** The clocks of this process, as tests and benches move them. */
export interface LocalClocks {
  /** The wall clock, epoch milliseconds. */
  wall: () => Moment;
  /** Runs evenly whatever happens to the wall clock, milliseconds. */
  steady: () => number;
}

/** The state of the clock, for reports. */
export interface ClockReading {
  /** Redis' time minus the wall clock of this process, milliseconds; null before the first reply. */
  offsetMs: number | null;
  /** The wall clock of this process is wrong by more than SKEW_REPORTED_MS. */
  isSkewed: boolean;
}

/** A wall clock that is wrong by more is reported. */
export const SKEW_THRESHOLD_MS = 2_000;
/** The clock pauses for a smaller step back; a larger one is followed, because Redis' clock was set. */
const MAX_PAUSE_MS = 10_000;

const LOCAL: LocalClocks = { wall: Date.now, steady: () => performance.now() };

/**
 * The time that all processes share: Redis' clock, from a monotonic local clock and the offset. The local wall clock
 * does not matter. Time does not go backwards, unless Redis' clock is more than ten seconds behind. Before the first
 * reply `now` is the local wall clock, and `isSynchronized` is false: nothing irreversible may depend on it.
 */
export class RedisClock implements Clock {
  private readonly estimator = new OffsetEstimator();
  private steadyToTime: number | null = null;
  private latest = -Infinity;

  constructor(private readonly local: LocalClocks = LOCAL) {}

  /** Bound, so that it can be handed in as a function. Costs next to nothing. */
  readonly now = (): Moment => {
    if (this.steadyToTime === null) return this.local.wall();
    const now = Math.floor(this.local.steady() + this.steadyToTime);
    if (now > this.latest || this.latest - now > MAX_PAUSE_MS) this.latest = now;
    return this.latest;
  };

  get isSynchronized(): boolean {
    return this.steadyToTime !== null;
  }

  get reading(): ClockReading {
    if (this.steadyToTime === null) return { offsetMs: null, isSkewed: false };
    const offsetMs = Math.round(this.local.steady() + this.steadyToTime - this.local.wall());
    return { offsetMs, isSkewed: Math.abs(offsetMs) > SKEW_THRESHOLD_MS };
  }

  /** Rejects if Redis does not reply. `askTime`: epoch milliseconds */
  async synchronize(askTime: () => Promise<Moment>): Promise<void> {
    const askedAt = this.local.steady();
    const time = await askTime();
    const answeredAt = this.local.steady();
    this.estimator.add({ offsetMs: time - (askedAt + answeredAt) / 2, roundTripMs: answeredAt - askedAt });
    this.steadyToTime = this.estimator.offsetMs;
  }
}
