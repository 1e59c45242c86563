import { JOB_STATES, type JobState } from '#libs/jobs';
import {
  isWithin,
  momentOf,
  orderOf,
  rangeBehind,
  scoreOf,
  timedRange,
  TIMELESS_RANGE,
  type IndexPage,
  type IndexPosition,
  type ScoreRange,
} from './index-order.js';
import { pairsOf } from '../redis/replies.js';
import { RedisRepository } from '../redis/redis-repository.js';

/** One sorted set of keys of a connection. */
interface Source {
  connection: string;
  name: string;
}

/**
 * Pages of jobs by change or start, from sorted sets. Pages start after a position, and are stable while jobs
 * change.
 */
export class JobIndex extends RedisRepository {
  /** A page of the jobs of these connections in order of change. `states`: only these (null: all). */
  async byChange(
    connections: readonly string[],
    states: readonly JobState[] | null,
    page: IndexPage,
  ): Promise<IndexPosition[]> {
    const sources = connections.flatMap((connection) => this.sourcesOf(connection, states));
    const positions = await this.merged(sources, page, false);
    return states === null || states.length < 2 ? positions : eachOnce(positions);
  }

  /** Jobs without a start come last in both orders. */
  async byStart(connections: readonly string[], page: IndexPage): Promise<IndexPosition[]> {
    const sources = connections.map((connection) => ({ connection, name: this.keys.byStart(connection) }));
    return this.merged(sources, page, true);
  }

  /** How many jobs there are in these connections. `states`: only these (null: all). */
  async count(connections: readonly string[], states: readonly JobState[] | null): Promise<number> {
    const sources = connections.flatMap((connection) => this.sourcesOf(connection, states));
    const counts = await Promise.all(sources.map(({ name }) => this.redis.zcard(name)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** How many jobs of a connection are in each state. */
  async counts(connection: string): Promise<Record<JobState, number>> {
    const counts = await Promise.all(JOB_STATES.map((state) => this.redis.zcard(this.keys.byState(connection, state))));
    return Object.fromEntries(JOB_STATES.map((state, index) => [state, counts[index] ?? 0])) as Record<
      JobState,
      number
    >;
  }

  private sourcesOf(connection: string, states: readonly JobState[] | null): Source[] {
    if (states === null) return [{ connection, name: this.keys.byChange(connection) }];
    return states.map((state) => ({ connection, name: this.keys.byState(connection, state) }));
  }

  private async merged(sources: readonly Source[], page: IndexPage, hasTimeless: boolean): Promise<IndexPosition[]> {
    const found = await Promise.all(sources.map((source) => this.fromOne(source, page, hasTimeless)));
    return found.flat().sort(orderOf(page.isLatestFirst)).slice(0, page.limit);
  }

  private async fromOne(source: Source, page: IndexPage, hasTimeless: boolean): Promise<IndexPosition[]> {
    const isAmongTimeless = page.after !== null && page.after.at === null;
    const positions = isAmongTimeless ? [] : await this.inRange(source, timedRange(page), page);
    const missing = page.limit - positions.length;
    if (missing === 0 || !hasTimeless || page.within !== undefined) return positions;
    const after = isAmongTimeless ? page.after : null;
    return [...positions, ...(await this.inRange(source, TIMELESS_RANGE, { ...page, after, limit: missing }))];
  }

  private async inRange({ connection, name }: Source, whole: ScoreRange, page: IndexPage): Promise<IndexPosition[]> {
    const { isLatestFirst, after, limit } = page;
    if (after !== null && after.connection === connection && isWithin(after.at, page)) {
      const order = isLatestFirst ? 'latest' : 'earliest';
      const entries = await this.redis.jobgateReadIndexPage(name, order, scoreOf(after.at), after.key, limit);
      return positionsOf(connection, entries).filter(
        ({ at }) => isWithin(at, page) && (at === null) === (after.at === null),
      );
    }
    // All jobs of another connection with the same time are either before or after the position.
    const { lowest, highest } = rangeBehind(whole, page, after !== null && connection > after.connection);
    const entries = isLatestFirst
      ? await this.redis.zrevrangebyscore(name, highest, lowest, 'WITHSCORES', 'LIMIT', 0, limit)
      : await this.redis.zrangebyscore(name, lowest, highest, 'WITHSCORES', 'LIMIT', 0, limit);
    return positionsOf(connection, entries);
  }
}

function positionsOf(connection: string, entries: readonly string[]): IndexPosition[] {
  return pairsOf(entries).map(([key, score]) => ({ connection, key, at: momentOf(score) }));
}

/** A job that changes its state meanwhile may be in two sets. */
function eachOnce(positions: readonly IndexPosition[]): IndexPosition[] {
  const known = new Set<string>();
  return positions.filter(({ connection, key }) => {
    const id = `${connection}~${key}`;
    return !known.has(id) && known.add(id);
  });
}
