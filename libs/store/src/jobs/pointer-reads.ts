import type { JobAddress, Moment } from '#libs/jobs';
import { batchesOf, pairsOf } from '../redis/replies.js';
import { RedisRepository } from '../redis/redis-repository.js';

const BATCH_SIZE = 500;
/** Different streams of one connection; of more than that, those that were open last are known. */
const MAX_STREAMS = 1_000;
/** A longer text names everything. */
const MAX_FILTER_LENGTH = 1_000;

/** The filter of an event stream, as far as it applies to a pointer regardless of its run. */
export interface StreamedFilter {
  labels: { label: string; value: string }[];
  /** A part of id, name or operation, in any case. */
  text: string | null;
}

const EVERYTHING: StreamedFilter = { labels: [], text: null };

/** When pointers were last read, over all gateways. */
export class PointerReads extends RedisRepository {
  /** Pointers that are not tracked are left out. */
  async mark(connection: string, keys: readonly string[], at: Moment): Promise<void> {
    for (const some of batchesOf(keys, BATCH_SIZE)) {
      const names = [this.keys.pointersRead(connection), ...some.map((key) => this.keys.job(connection, key))];
      await this.redis.jobgateMarkPointersRead(names.length, ...names, at, ...some);
    }
  }

  /** A pointer that was never read counts as read now. */
  async last({ connection, key }: JobAddress, now: Moment): Promise<Moment> {
    const name = this.keys.pointersRead(connection);
    const readAt = await this.redis.zscore(name, key);
    if (readAt !== null) return Number(readAt);
    await this.mark(connection, [key], now);
    return now;
  }

  /** Marks an event stream with this filter as open. */
  async markStream(connection: string, filter: StreamedFilter, at: Moment): Promise<void> {
    const name = this.keys.pointersStreamed(connection);
    const text = textOf(filter);
    const member = text.length <= MAX_FILTER_LENGTH ? text : textOf(EVERYTHING);
    await Promise.all([this.redis.zadd(name, 'GT', at, member), this.redis.zremrangebyrank(name, 0, -1 - MAX_STREAMS)]);
  }

  /** Filters with the time when a stream was last open; removes those before `since`. */
  async streams(connection: string, since: Moment): Promise<{ filter: StreamedFilter; at: Moment }[]> {
    const name = this.keys.pointersStreamed(connection);
    const [, entries] = await Promise.all([
      this.redis.zremrangebyscore(name, '-inf', `(${since}`),
      this.redis.zrangebyscore(name, since, '+inf', 'WITHSCORES'),
    ]);
    return pairsOf(entries).map(([member, at]) => ({ filter: filterFrom(member), at: Number(at) }));
  }
}

function textOf({ labels, text }: StreamedFilter): string {
  return JSON.stringify([labels.map(({ label, value }) => [label, value]), text]);
}

function filterFrom(member: string): StreamedFilter {
  const [labels, text] = JSON.parse(member) as [[string, string][], string | null];
  return { labels: labels.map(([label, value]) => ({ label, value })), text };
}
