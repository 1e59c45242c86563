import type { JobAddress, Moment } from '#libs/jobs';
import { batchesOf, pairsOf } from '../redis/replies.js';
import { RedisRepository } from '../redis/redis-repository.js';

const BATCH_SIZE = 500;
/** Different streams of one connection; of more than that, those that were open last are known. */
const MAX_STREAMS = 1_000;
/** A longer text names everything. */
const MAX_FILTER_LENGTH = 1_000;

/** What a stream of many jobs is narrowed to, as far as it holds for a pointer whatever the run that it points to. */
export interface StreamedFilter {
  labels: { label: string; value: string }[];
  /** A part of id, name or operation, in any case. */
  text: string | null;
}

const EVERYTHING: StreamedFilter = { labels: [], text: null };

/** When pointers were last read, by whoever and whatever gateway. */
export class PointerReads extends RedisRepository {
  /** Says that these were read then. What is not tracked is left out. */
  async mark(connection: string, keys: readonly string[], at: Moment): Promise<void> {
    for (const some of batchesOf(keys, BATCH_SIZE)) {
      const names = [this.keys.pointersRead(connection), ...some.map((key) => this.keys.job(connection, key))];
      await this.redis.jobgateMarkPointersRead(names.length, ...names, at, ...some);
    }
  }

  /** When a tracked pointer was last read. One of which nobody has said so counts as read now. */
  async last({ connection, key }: JobAddress, now: Moment): Promise<Moment> {
    const name = this.keys.pointersRead(connection);
    const readAt = await this.redis.zscore(name, key);
    if (readAt !== null) return Number(readAt);
    await this.mark(connection, [key], now);
    return now;
  }

  /** Says that a stream of the jobs that fit is open. */
  async markStream(connection: string, filter: StreamedFilter, at: Moment): Promise<void> {
    const name = this.keys.pointersStreamed(connection);
    const text = textOf(filter);
    const member = text.length <= MAX_FILTER_LENGTH ? text : textOf(EVERYTHING);
    await Promise.all([this.redis.zadd(name, 'GT', at, member), this.redis.zremrangebyrank(name, 0, -1 - MAX_STREAMS)]);
  }

  /** What streams were narrowed to, with when one was last open; without those before `since`, which are forgotten. */
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
