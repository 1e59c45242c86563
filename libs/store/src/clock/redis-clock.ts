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

/** What can be read of the clock by those who report on it. */
export interface ClockReading {
  /** Redis' time minus the wall clock of this process, milliseconds; null before the first answer of Redis. */
  offsetMs: number | null;
  /** The wall clock of this process is wrong by more than SKEW_REPORTED_MS. */
  isSkewed: boolean;
}

/** A wall clock that is wrong by more is reported. */
export const SKEW_THRESHOLD_MS = 2_000;
/** A smaller step back is waited out, so that time never goes backwards; a larger one means that Redis' clock was set. */
const MAX_PAUSE_MS = 10_000;

const LOCAL: LocalClocks = { wall: Date.now, steady: () => performance.now() };

/**
 * The time that all processes share: Redis' clock, read from a steady local one and the offset between both. It does not
 * matter what the wall clock of this machine says, or whether somebody sets it.
 *
 * From the first answer on, time does not go backwards, unless Redis' own clock was set back by more than ten seconds, or
 * another server with such a clock took over: then it is followed, for everybody else follows it as well. Before the first
 * answer `now` is the local wall clock, `isSynchronized` is false, and nothing irreversible may be decided by it.
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

  /** Asks Redis for its time. Rejects when it does not answer. `askTime`: epoch milliseconds */
  async synchronize(askTime: () => Promise<Moment>): Promise<void> {
    const askedAt = this.local.steady();
    const time = await askTime();
    const answeredAt = this.local.steady();
    this.estimator.add({ offsetMs: time - (askedAt + answeredAt) / 2, roundTripMs: answeredAt - askedAt });
    this.steadyToTime = this.estimator.offsetMs;
  }
}
