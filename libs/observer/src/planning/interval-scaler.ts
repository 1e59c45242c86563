import type { Moment } from '#libs/jobs';
import type { StoredJob } from '#libs/store';

/** So little lateness is a matter of naps and chunks. */
const LEAST_LATENESS_MS = 500;
/** Later than this part of their intervals, checks are too many for the connection. */
const TOLERATED = 0.25;
/** How fast the factor follows, milliseconds. */
const INERTIA_MS = 10_000;
const RECOVERY = 0.5;
const STEP = 1.1;
const MOST = 1_000;

/**
 * By how much all intervals of a connection are stretched, so that no more checks fall due than its budget lets through.
 * Measured by how late due jobs are taken up: the longest overdue come first, so all are late alike and nothing starves;
 * what stretching adds is that the next check is announced for when it will really be.
 */
export class IntervalScaler {
  private factor = 1;
  private measuredAt: Moment;

  /** This process did not delay polls that were due before `since`. `late` receives the lateness of each other poll. */
  constructor(
    private readonly since: Moment,
    private readonly late: (milliseconds: number) => void = () => undefined,
  ) {
    this.measuredAt = since;
  }

  /** ≥ 1, in steps of a tenth, so that plans can be kept. */
  get stretch(): number {
    return this.factor < STEP ? 1 : STEP ** Math.floor(Math.log(this.factor) / Math.log(STEP));
  }

  /** Learns from the jobs that were taken up, if any was due. */
  claimed(jobs: readonly StoredJob[], at: Moment): void {
    const share = Math.min(1, Math.max(0, at - this.measuredAt) / INERTIA_MS);
    this.measuredAt = at;
    let late = 0;
    let intervals = 0;
    let counted = 0;
    for (const { record } of jobs) {
      const { check, observation } = record;
      if (observation.nextCheckAt === null || observation.nextCheckAt < this.since) continue;
      const lateness = Math.max(0, at - observation.nextCheckAt);
      this.late(lateness);
      if (check === null) continue;
      late += lateness;
      intervals += check.intervalMs;
      counted += 1;
    }
    if (counted > 0 && late > LEAST_LATENESS_MS * counted && late > TOLERATED * intervals) {
      this.factor = Math.min(MOST, this.factor * (1 + share * Math.min(1, late / intervals)));
    } else this.factor = Math.max(1, this.factor * (1 - RECOVERY * share));
  }
}
