import { pairsOf } from '../redis/replies.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';
import type { TrackedJobEntry } from './tracked-job-entry.js';
import type { TrackedJobReview } from './tracked-job-review.js';

/** `since` is null where it counted already: others may rely on it. */
export type AddResult = 'full' | { since: number | null };

/** Longer than jobs run whose caller tracks no others meanwhile; what is left of a caller who never comes back goes then. */
const TTL_MS = 30 * 86_400_000;
const FULL = -1;
const COUNTED_ALREADY = 0;

/**
 * Which jobs each caller has had tracked and are in flight, so that there are never more than may be, whatever comes at
 * once, over how many gateways. Nothing is taken out when a job ends: that is found out once the room is needed.
 * Callers go by `askerOf` of libs/requests.
 */
export class TrackedJobCounts {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly jobReview: TrackedJobReview,
  ) {}

  /** To be said before anything is stored, or asked of an upstream. */
  async add(asker: string, name: string, most: number): Promise<AddResult> {
    const reply = await this.redis.jobgateAddTrackedJob(this.keys.tracked(asker), name, most, TTL_MS);
    if (reply === FULL) return 'full';
    return { since: reply === COUNTED_ALREADY ? null : reply };
  }

  /** When it was entered last; null: it does not count. */
  async find(asker: string, name: string): Promise<number | null> {
    const since = await this.redis.zscore(this.keys.tracked(asker), name);
    return since === null ? null : Number(since);
  }

  /** Takes an entry out that came to nothing, unless it was entered anew. */
  async remove(asker: string, { name, since }: TrackedJobEntry): Promise<void> {
    await this.update(asker, [[name, since, '']]);
  }

  /** Has something else count instead, where the first one does. */
  async replace(asker: string, name: string, next: string): Promise<void> {
    await this.update(asker, [[name, '', next]]);
  }

  /**
   * Looks at `most` of those that were entered or looked at longest ago, behind the first `from`, and takes those out that are
   * in flight no more. `left`: how many were; `undecided`: of how many that cannot be said yet, and that come first the next time
   * again; `looked`: at how many. `presentName`: the name that a connection has now.
   */
  async review(
    asker: string,
    { from, most }: { from: number; most: number },
    presentName: (connection: string) => string,
  ): Promise<{ looked: number; left: number; undecided: number }> {
    const texts = await this.redis.zrange(this.keys.tracked(asker), from, String(from + most - 1), 'WITHSCORES');
    const entries = pairsOf(texts).map(([name, since]) => ({ name, since: Number(since) }));
    const fates = await this.jobReview.statusesOf(entries, presentName);
    const changes = entries.flatMap((entry): Change[] => {
      const fate = fates.get(entry)!;
      if (fate === 'undecided') return [];
      const { name, since } = entry;
      return [[name, since, fate === 'over' ? '' : fate === 'counts' ? name : fate.runs]];
    });
    if (changes.length > 0) await this.update(asker, changes);
    const left = [...fates.values()].filter((fate) => fate === 'over').length;
    return { looked: entries.length, left, undecided: entries.length - changes.length };
  }

  private async update(asker: string, changes: readonly Change[]): Promise<void> {
    await this.redis.jobgateUpdateTrackedJobs(this.keys.tracked(asker), TTL_MS, ...changes.flat());
  }
}

/** What was entered, when ('' whenever), and what counts instead. */
type Change = [name: string, since: number | '', next: string];
