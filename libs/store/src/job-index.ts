import { JOB_STATES, type JobState } from '#libs/jobs';
import type { RedisClient } from './redis-client.js';
import type { StoreKeys } from './store-keys.js';

/** A place in the order "latest change first": by time, then connection, then key backwards. */
export interface IndexPosition {
  changedAt: number;
  connection: string;
  key: string;
}

const TIES_AT_ONCE = 256;

/** Which jobs there are, in order of change. Reads nothing but sorted sets. */
export class JobIndex {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
  ) {}

  /**
   * Up to `limit` positions after `after`, latest change first, over the given connections. `states`: only these
   * (null: all).
   */
  async latest(
    connections: readonly string[],
    states: readonly JobState[] | null,
    after: IndexPosition | null,
    limit: number,
  ): Promise<IndexPosition[]> {
    const sources = connections.flatMap((connection) =>
      states === null
        ? [{ connection, name: this.keys.byChange(connection) }]
        : states.map((state) => ({ connection, name: this.keys.byState(connection, state) })),
    );
    const found = await Promise.all(
      sources.map(({ connection, name }) => this.fromOne(connection, name, after, limit)),
    );
    return found.flat().sort(inOrder).slice(0, limit);
  }

  /** How many jobs of a connection are in each state. */
  async counts(connection: string): Promise<Record<JobState, number>> {
    const counts = await Promise.all(JOB_STATES.map((state) => this.redis.zcard(this.keys.byState(connection, state))));
    return Object.fromEntries(JOB_STATES.map((state, index) => [state, counts[index] ?? 0])) as Record<
      JobState,
      number
    >;
  }

  private async fromOne(
    connection: string,
    name: string,
    after: IndexPosition | null,
    limit: number,
  ): Promise<IndexPosition[]> {
    const positions: IndexPosition[] = [];
    const highest = after === null ? '+inf' : after.changedAt;
    // From a given place on, those of the same moment may stand before it as well as behind it.
    const batch = after === null ? limit : Math.max(limit, TIES_AT_ONCE);
    for (let offset = 0; positions.length < limit; offset += batch) {
      const page = await this.redis.zrevrangebyscore(name, highest, '-inf', 'WITHSCORES', 'LIMIT', offset, batch);
      for (let index = 0; index < page.length && positions.length < limit; index += 2) {
        const position = { connection, key: page[index]!, changedAt: Number(page[index + 1]) };
        if (after === null || inOrder(after, position) < 0) positions.push(position);
      }
      if (page.length < 2 * batch) break;
    }
    return positions;
  }
}

function inOrder(one: IndexPosition, other: IndexPosition): number {
  if (one.changedAt !== other.changedAt) return other.changedAt - one.changedAt;
  if (one.connection !== other.connection) return one.connection < other.connection ? -1 : 1;
  return Buffer.compare(Buffer.from(other.key), Buffer.from(one.key));
}
