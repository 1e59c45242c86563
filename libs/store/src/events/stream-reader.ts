import type { JobState } from '#libs/jobs';
import { decodeEventFacts, type EventFacts } from '../codecs/event-facts.codec.js';
import { BEFORE_ALL, compareIds, eventOf, readStreams, resumeAt, type JobEvent } from './event-stream.js';
import type { StreamPosition } from './event-stream.js';
import { pairsOf } from '../redis/replies.js';
import { RedisRepository } from '../redis/redis-repository.js';

/** One change with all its fields in the stream. */
export interface StreamedChange extends JobEvent, EventFacts {
  id: StreamPosition;
  /** When Redis took it, epoch milliseconds. */
  at: number;
  /** null: there was no job before. */
  from: JobState | null;
  to: JobState;
}

/** Reads the event stream of a connection for consumers that store their position and must not miss events. */
export class StreamReader extends RedisRepository {
  /** Where the stream ends now. */
  async end(connection: string): Promise<StreamPosition> {
    return (await resumeAt(this.redis, this.keys.events(connection), null)).position;
  }

  /**
   * The next events after a position, oldest first (null: from the beginning). `isGap`: some were trimmed, or the
   * stream is another one.
   */
  async after(connection: string, last: StreamPosition | null): Promise<{ events: StreamedChange[]; isGap: boolean }> {
    const stream = this.keys.events(connection);
    const entries = await readStreams(this.redis, new Map([[stream, last ?? BEFORE_ALL]]), 0);
    // Read afterwards, so that entries trimmed in between are noticed.
    const [oldest, newest] = await Promise.all([
      this.redis.xrange(stream, '-', '+', 'COUNT', 1),
      this.redis.xrevrange(stream, '+', '-', 'COUNT', 1),
    ]);
    // Before the first entry of all there was nothing to miss.
    const isAmong = last !== null && last !== BEFORE_ALL;
    const isTrimmed = isAmong && compareIds(oldest[0]?.[0] ?? BEFORE_ALL, last) > 0;
    const isOther = isAmong && compareIds(newest[0]?.[0] ?? BEFORE_ALL, last) < 0;
    const events = entries.map(({ id, fields }) => fedEvent(connection, id, fields));
    return { events, isGap: isTrimmed || isOther };
  }

  /** Keys of the jobs that changed since then, in the order of their changes. */
  async changedSince(connection: string, at: number): Promise<string[]> {
    return this.redis.zrangebyscore(this.keys.byChange(connection), at, '+inf');
  }
}

/** When Redis took the entry at this place, epoch milliseconds. */
export function timeOf(position: StreamPosition): number {
  return Number(position.split('-')[0]);
}

function fedEvent(connection: string, id: StreamPosition, fields: readonly string[]): StreamedChange {
  const values = new Map(pairsOf(fields));
  const to = (values.get('to') ?? 'unknown') as JobState;
  const from = (values.get('from') || null) as JobState | null;
  return {
    ...eventOf(connection, fields),
    ...decodeEventFacts(values.get('facts') ?? '', to),
    id,
    at: timeOf(id),
    from,
    to,
  };
}
