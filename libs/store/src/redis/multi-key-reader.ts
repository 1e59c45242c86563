import type { RedisClient } from './redis-client.js';
import { batchesOf } from './replies.js';
import { isSlotMoving } from './store-failure.js';

/** As many as take Redis a fraction of a millisecond. */
const BATCH_SIZE = 500;
/** After so long it is tried again whether all values of a connection can be had at once. */
const SINGLE_KEY_FALLBACK_MS = 5_000;

type Read = (names: string[]) => Promise<(string | null)[]>;

/**
 * Reads many values of one connection. While its slot moves between nodes, MGET fails, and values are read one by
 * one.
 */
export class MultiKeyReader {
  private readonly singleKeyUntil = new Map<string, number>();

  constructor(
    private readonly redis: RedisClient,
    private readonly now: () => number = Date.now,
  ) {}

  /** In the order asked for; null where there is none. */
  read(connection: string, names: readonly string[]): Promise<(string | null)[]> {
    return this.readAll(connection, names, (some) => this.redis.mget(some));
  }

  /** The same for records, without results and children; see scripts/outlines.ts. */
  readOutlines(connection: string, names: readonly string[]): Promise<(string | null)[]> {
    return this.readAll(connection, names, (some) => this.redis.jobgateReadOutlines(some.length, ...some));
  }

  private async readAll(connection: string, names: readonly string[], read: Read): Promise<(string | null)[]> {
    const reads = batchesOf(names, BATCH_SIZE).map((some) => this.readSome(connection, some, read));
    return reads.length === 1 ? reads[0]! : (await Promise.all(reads)).flat();
  }

  private async readSome(connection: string, names: string[], read: Read): Promise<(string | null)[]> {
    const until = this.singleKeyUntil.get(connection);
    if (until === undefined || until < this.now()) {
      try {
        const values = await read(names);
        if (until !== undefined) this.singleKeyUntil.delete(connection);
        return values;
      } catch (error) {
        if (!isSlotMoving(error)) throw error;
        this.singleKeyUntil.set(connection, this.now() + SINGLE_KEY_FALLBACK_MS);
      }
    }
    return Promise.all(names.map((name) => this.redis.get(name)));
  }
}
