import { pairsOf } from '../redis/replies.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';
import type { TrackedJobEntry } from './tracked-job-entry.js';
import type { TrackedJobReview } from './tracked-job-review.js';

/** `since` is null where it counted already: others may rely on it. */
export type AddResult = 'full' | { since: number | null };

/** Removes the counts of a caller that does not return. */
const TTL_MS = 30 * 86_400_000;
const FULL = -1;
const COUNTED_ALREADY = 0;

/**
 * Tracked jobs in flight of each caller, limited over all gateways. Ended jobs are removed when the limit is
 * reached. Callers are identified by `requesterOf` of libs/requests.
 */
export class TrackedJobCounts {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly jobReview: TrackedJobReview,
  ) {}

  /** To be called before writes and upstream requests. */
  async add(requester: string, name: string, most: number): Promise<AddResult> {
    const reply = await this.redis.jobgateAddTrackedJob(this.keys.tracked(requester), name, most, TTL_MS);
    if (reply === FULL) return 'full';
    return { since: reply === COUNTED_ALREADY ? null : reply };
  }

  /** When it was entered last; null: it does not count. */
  async find(requester: string, name: string): Promise<number | null> {
    const since = await this.redis.zscore(this.keys.tracked(requester), name);
    return since === null ? null : Number(since);
  }

  /** Takes an entry out that came to nothing, unless it was entered anew. */
  async remove(requester: string, { name, since }: TrackedJobEntry): Promise<void> {
    await this.update(requester, [[name, since, '']]);
  }

  /** Has something else count instead, where the first one does. */
  async replace(requester: string, name: string, next: string): Promise<void> {
    await this.update(requester, [[name, '', next]]);
  }

  /**
   * Reviews the `most` oldest entries after the first `from`, and removes those that are not in flight. `left`:
   * removed; `undecided`: unknown so far, reviewed first the next time; `reviewed`: how many were read. `presentName`: the
   * current name of a connection.
   */
  async review(
    requester: string,
    { from, most }: { from: number; most: number },
    presentName: (connection: string) => string,
  ): Promise<{ reviewed: number; left: number; undecided: number }> {
    const texts = await this.redis.zrange(this.keys.tracked(requester), from, String(from + most - 1), 'WITHSCORES');
    const entries = pairsOf(texts).map(([name, since]) => ({ name, since: Number(since) }));
    const fates = await this.jobReview.statusesOf(entries, presentName);
    const changes = entries.flatMap((entry): Change[] => {
      const fate = fates.get(entry)!;
      if (fate === 'undecided') return [];
      const { name, since } = entry;
      return [[name, since, fate === 'over' ? '' : fate === 'counts' ? name : fate.runs]];
    });
    if (changes.length > 0) await this.update(requester, changes);
    const left = [...fates.values()].filter((fate) => fate === 'over').length;
    return { reviewed: entries.length, left, undecided: entries.length - changes.length };
  }

  private async update(requester: string, changes: readonly Change[]): Promise<void> {
    await this.redis.jobgateUpdateTrackedJobs(this.keys.tracked(requester), TTL_MS, ...changes.flat());
  }
}

/** Entry, its time ('': any) and its replacement. */
type Change = [name: string, since: number | '', next: string];
