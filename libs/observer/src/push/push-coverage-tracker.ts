import type { JobRecord, Moment } from '#libs/jobs';

/** Below this, jobs are polled as if there were no push. */
const TRUSTED_FROM = 0.7;
/** Message and end of one job belong together when they are at most so far apart. */
const BELONG_WITHIN_MS = 10_000;
const WEIGHT_OF_ONE = 0.1;
const MOST_REMEMBERED = 10_000;

/**
 * Of which jobs the upstream sends messages. An HMC sends a session messages of the jobs that were started in it only, so
 * the share of ends that were announced decides, not the connection alone.
 */
export class PushCoverageTracker {
  /** Of the ends that were seen, the part that was announced: 0 to 1, recent ones count most. Expected until it fails. */
  share = 1;
  private readonly announced = new Map<string, Moment>();
  private readonly unannounced = new Map<string, Moment>();
  /** null: not connected. */
  private connectedSince: Moment | null = null;
  private coveredFrom: Moment = Infinity;

  /** `forGood`: there will be no messages of jobs of before, now or later. */
  connected(at: Moment, forGood: boolean): void {
    this.connectedSince = at;
    if (forGood || this.coveredFrom === Infinity) this.coveredFrom = at;
  }

  disconnected(): void {
    this.connectedSince = null;
    this.unannounced.clear();
  }

  message(key: string, at: Moment): void {
    this.forgetOutdated(at);
    if (this.unannounced.delete(key)) this.learn(1);
    else remember(this.announced, key, at);
  }

  /** An end was seen. `before`: what was known of the job until then. */
  ended(key: string, before: JobRecord | null, at: Moment): void {
    const seenAt = before?.observation.observedAt ?? null;
    // Ends that were over at the first poll of a job, or that came while it was not connected, prove nothing.
    if (seenAt === null || this.connectedSince === null || seenAt < this.connectedSince) return;
    if (before!.trackedAt < this.coveredFrom) return;
    this.forgetOutdated(at);
    if (this.announced.delete(key)) this.learn(1);
    else remember(this.unannounced, key, at);
  }

  /** Whether there will be a message of the end of a job, and there was none yet: then it need not be polled often. */
  covers({ kind, key, trackedAt }: JobRecord): boolean {
    if (this.connectedSince === null || kind !== 'run' || trackedAt < this.coveredFrom) return false;
    return this.share >= TRUSTED_FROM && !this.announced.has(key);
  }

  private forgetOutdated(at: Moment): void {
    for (const _key of takeOutdated(this.unannounced, at)) this.learn(0);
    takeOutdated(this.announced, at);
  }

  private learn(outcome: 0 | 1): void {
    this.share += WEIGHT_OF_ONE * (outcome - this.share);
  }
}

function remember(memory: Map<string, Moment>, key: string, at: Moment): void {
  memory.delete(key);
  memory.set(key, at);
  if (memory.size > MOST_REMEMBERED) memory.delete(memory.keys().next().value!);
}

/** Entries stand in the order in which they came. */
function takeOutdated(memory: Map<string, Moment>, at: Moment): string[] {
  const outdated: string[] = [];
  for (const [key, since] of memory) {
    if (at - since <= BELONG_WITHIN_MS) break;
    memory.delete(key);
    outdated.push(key);
  }
  return outdated;
}
