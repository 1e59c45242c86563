/** Responses in front of the framework since the process began. */
export class FastPathCounters {
  /** Jobs from the cache of this process. */
  jobHits = 0;
  /** Those of them with status 304. */
  unchangedHits = 0;
  /** Jobs that were read from Redis. */
  jobReads = 0;
  unchangedReads = 0;
  /** Cached jobs, perhaps out of date, while Redis is unreachable. */
  staleJobs = 0;
  lists = 0;

  count(isHit: boolean, isUnchanged: boolean): void {
    if (isHit) this.jobHits += 1;
    else this.jobReads += 1;
    if (isUnchanged && isHit) this.unchangedHits += 1;
    else if (isUnchanged) this.unchangedReads += 1;
  }
}
