import { isStoreFailure, type TrackedJobCounts } from '#libs/store';
import { retryLater } from '../problems/problem.exception.js';

/** A counted job in flight. Its methods do not throw, and need not be awaited. */
export interface TrackedPlace {
  /** Not tracked after all. Another entry since then is found at the next review. */
  leave(): void;
  /** Its id is known now. */
  becomes(id: string): void;
}

/** The size and the maximum number of batches of one review. */
const BATCH_SIZE = 1_000;
const MAX_BATCHES = 5;
/** Reviews of one caller are at least a second apart. */
const REST_MS = 1_000;
const MAX_RESTING = 1_000;
const RETRY_SECONDS = 5;

const NOT_COUNTED: TrackedPlace = { leave: () => undefined, becomes: () => undefined };

/** Limits the tracked jobs in flight of each caller, over all gateways. Callers are keyed by `requesterOf`. */
export class TrackedJobs {
  private readonly reviews = new Map<string, { until: number; hasRoom: Promise<boolean> }>();

  /** `most`: null, no limit. */
  constructor(
    private most: number | null,
    private readonly counts: Pick<TrackedJobCounts, 'add' | 'find' | 'remove' | 'replace' | 'review'>,
    private readonly presentName: (connection: string) => string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  applyConfig(most: number | null): void {
    this.most = most;
  }

  /**
   * Counts a job that nobody tracks, before it is stored or an upstream is called. `name`: an id, or a `startEntryName`.
   * Throws `too-many-tracked-jobs`. While it is not known how many there are, as a node of a Cluster is away, none is counted.
   */
  async enter(requester: string, name: string): Promise<TrackedPlace> {
    if (this.most === null) return NOT_COUNTED;
    try {
      const entered = await this.enterWithin(this.most, requester, name);
      if (entered === 'full') throw retryLater('too-many-tracked-jobs', RETRY_SECONDS);
      return this.place(requester, name, entered.since);
    } catch (error) {
      if (isStoreFailure(error)) return NOT_COUNTED;
      throw error;
    }
  }

  /** A job that is counted. To be called before it is untracked, as it may be entered again the moment after. */
  async found(requester: string, name: string): Promise<TrackedPlace> {
    if (this.most === null) return NOT_COUNTED;
    try {
      return this.place(requester, name, await this.counts.find(requester, name));
    } catch (error) {
      if (isStoreFailure(error)) return NOT_COUNTED;
      throw error;
    }
  }

  /** Entered by an earlier request. */
  entered(requester: string, name: string): TrackedPlace {
    return this.place(requester, name, null);
  }

  private place(requester: string, name: string, since: number | null): TrackedPlace {
    const done = (work: Promise<void>) => void work.catch(() => undefined);
    return {
      leave: () => {
        if (since !== null) done(this.counts.remove(requester, { name, since }));
      },
      becomes: (id) => done(this.counts.replace(requester, name, id)),
    };
  }

  private async enterWithin(most: number, requester: string, name: string) {
    const entered = await this.counts.add(requester, name, most);
    if (entered !== 'full' || !(await this.makesRoom(requester))) return entered;
    return this.counts.add(requester, name, most);
  }

  /** Whether there may be room now; concurrent requests share a review. */
  private makesRoom(requester: string): Promise<boolean> {
    const now = this.now();
    const known = this.reviews.get(requester);
    if (known && known.until > now) return known.hasRoom;
    if (this.reviews.size >= MAX_RESTING) {
      for (const [other, { until }] of this.reviews) if (until <= now) this.reviews.delete(other);
    }
    const hasRoom = this.review(requester).catch(() => false);
    this.reviews.set(requester, { until: now + REST_MS, hasRoom });
    return hasRoom;
  }

  private async review(requester: string): Promise<boolean> {
    let from = 0;
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      const { reviewed, left, undecided } = await this.counts.review(
        requester,
        { from, most: BATCH_SIZE },
        this.presentName,
      );
      if (left > 0) return true;
      if (reviewed < BATCH_SIZE) return false;
      // Undecided entries stay in front.
      from += undecided;
    }
    return false;
  }
}
