/** The calls that an upstream received. */
export interface CallReport {
  total: number;
  /** By `METHOD /path/{id}`. */
  byRoute: Record<string, number>;
  byStatus: Record<string, number>;
  logons: number;
  /** Calls being answered now, and the most at one time. */
  concurrent: number;
  concurrentPeak: number;
  /** How many different jobs were asked for. */
  jobs: number;
  /** Calls for single jobs, when asked for. */
  perJob?: Record<string, number>;
}

export class CallLog {
  private total = 0;
  private logons = 0;
  private concurrent = 0;
  private concurrentPeak = 0;
  private byRoute = new Map<string, number>();
  private byStatus = new Map<string, number>();
  private perJob = new Map<string, number>();

  begin(route: string, isLogon: boolean, jobId: string | undefined): void {
    this.total += 1;
    if (isLogon) this.logons += 1;
    this.concurrent += 1;
    if (this.concurrent > this.concurrentPeak) this.concurrentPeak = this.concurrent;
    increment(this.byRoute, route);
    if (jobId !== undefined) increment(this.perJob, jobId);
  }

  end(): void {
    this.concurrent -= 1;
  }

  answered(status: string): void {
    increment(this.byStatus, status);
  }

  report(): CallReport {
    return {
      total: this.total,
      byRoute: Object.fromEntries(this.byRoute),
      byStatus: Object.fromEntries(this.byStatus),
      logons: this.logons,
      concurrent: this.concurrent,
      concurrentPeak: this.concurrentPeak,
      jobs: this.perJob.size,
    };
  }

  countByJob(): Record<string, number> {
    return Object.fromEntries(this.perJob);
  }

  count(jobId: string): number {
    return this.perJob.get(jobId) ?? 0;
  }

  reset(): void {
    this.total = 0;
    this.logons = 0;
    this.concurrentPeak = this.concurrent;
    this.byRoute = new Map();
    this.byStatus = new Map();
    this.perJob = new Map();
  }
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
