/** How often something was answered in front of the framework since the process began; whoever reports it reads it here. */
export class FastPathCounters {
  /** Jobs, from what this process holds. */
  jobHits = 0;
  /** Of these, answers that said that nothing had changed. */
  unchangedHits = 0;
  /** Jobs that the store had to be asked for. */
  jobReads = 0;
  unchangedReads = 0;
  /** Jobs that are held and perhaps out of date, while the store is away. */
  staleJobs = 0;
  lists = 0;

  /** An answer about a job; `isHit`: from what this process holds. */
  count(isHit: boolean, isUnchanged: boolean): void {
    if (isHit) this.jobHits += 1;
    else this.jobReads += 1;
    if (isUnchanged && isHit) this.unchangedHits += 1;
    else if (isUnchanged) this.unchangedReads += 1;
  }
}
