import type { Moment, Trouble } from '#libs/jobs';

/** An upstream that answered well for another job so lately is in order. */
const WELL_LASTS_MS = 60_000;
const MOST_JOBS = 10_000;

/**
 * Tells faults of single jobs from those of their upstream, where it answers with an error of its own form: they are the
 * job's as long as other jobs are answered well, and where the job fails again and again. It backs off alone.
 */
export class JobFaults {
  private readonly faulty = new Set<string>();
  private lastWell: { key: string; at: Moment } | null = null;
  private wellBefore: { key: string; at: Moment } | null = null;

  /** Learns from the answer for one job. Whether its trouble is the job's own, and says nothing of the upstream. */
  isOwn(key: string, problem: Trouble | null, at: Moment): boolean {
    if (problem === null) {
      this.faulty.delete(key);
      if (this.lastWell?.key !== key) this.wellBefore = this.lastWell;
      this.lastWell = { key, at };
      return false;
    }
    if (!problem.isOwnForm) return false;
    const isRepeated = this.faulty.has(key);
    if (this.faulty.size >= MOST_JOBS) this.faulty.clear();
    this.faulty.add(key);
    return isRepeated || this.isWellForOthers(key, at);
  }

  private isWellForOthers(key: string, at: Moment): boolean {
    const other = this.lastWell?.key === key ? this.wellBefore : this.lastWell;
    return other !== null && at - other.at <= WELL_LASTS_MS;
  }
}
