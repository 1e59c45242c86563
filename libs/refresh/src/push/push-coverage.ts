import type { JobRecord, Moment } from '#libs/jobs';
import { AnnouncedEnds } from './push-coverage-tracker.js';

/** Below this, jobs are looked at as if there were no push. */
const TRUSTED_FROM = 0.7;

/**
 * Of which jobs the upstream tells by itself. An HMC tells a session only of the jobs that were started in it, and of
 * those that others started, nothing: so how often ends were told of decides, not the connection alone.
 */
export class PushCoverageTracker {
  private readonly ends = new AnnouncedEnds();
  /** null: the upstream cannot be heard. */
  private heardSince: Moment | null = null;
  private coveredFrom: Moment = Infinity;

  /** Takes over what an earlier process learned. */
  load(share: number): void {
    this.ends.share = share;
  }

  /** Of the ends that were seen lately, the part that was told of, 0 to 1. */
  get share(): number {
    return this.ends.share;
  }

  /** `forGood`: jobs of before will not be told of, now or later. */
  connected(at: Moment, forGood: boolean): void {
    this.heardSince = at;
    if (forGood || this.coveredFrom === Infinity) this.coveredFrom = at;
  }

  disconnected(): void {
    this.heardSince = null;
    this.ends.interrupted();
  }

  message(key: string, at: Moment): void {
    this.ends.message(key, at);
  }

  /** An end was seen. `before`: what was known of the job until then. */
  ended(key: string, before: JobRecord | null, at: Moment): void {
    const seenAt = before?.observation.observedAt ?? null;
    // Ends that were over when the job was first looked at, or that came while nothing was heard, prove nothing.
    if (seenAt === null || this.heardSince === null || seenAt < this.heardSince) return;
    if (before!.trackedAt >= this.coveredFrom) this.ends.end(key, at);
  }

  /** Whether the end of a job will be told of, as far as one can know: then it need not be looked for. */
  covers({ kind, key, trackedAt }: JobRecord): boolean {
    if (this.heardSince === null || kind !== 'run' || trackedAt < this.coveredFrom) return false;
    return this.ends.share >= TRUSTED_FROM && !this.ends.isTold(key);
  }
}
