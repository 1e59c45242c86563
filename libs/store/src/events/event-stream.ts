import type { RedisClient } from '../redis/redis-client.js';

/** One change of a job, as in the event stream of its connection. */
export interface JobEvent {
  connection: string;
  key: string;
  /**
   * `tracked` and `changed` have the new revision; `moved`: from another name of the connection; `touched`: no
   * change, but caches of an ended job are outdated; after `untracked` and `expired` there is no job.
   */
  type: 'tracked' | 'changed' | 'moved' | 'touched' | 'untracked' | 'expired';
  revision: number | null;
}

/** A reader's place in a stream: the id of the last entry that it has seen. */
export type StreamPosition = string;

export const BEFORE_ALL: StreamPosition = '0-0';

/** The entries of several streams after the given positions; waits up to `blockMs` for the first one (0: not at all). */
export async function readStreams(
  redis: RedisClient,
  positions: ReadonlyMap<string, StreamPosition>,
  blockMs: number,
): Promise<{ stream: string; id: StreamPosition; fields: string[] }[]> {
  const names = [...positions.keys()];
  const after = [...positions.values()];
  const reply =
    blockMs > 0
      ? await redis.xread('COUNT', BATCH_SIZE, 'BLOCK', blockMs, 'STREAMS', ...names, ...after)
      : await redis.xread('COUNT', BATCH_SIZE, 'STREAMS', ...names, ...after);
  return (reply ?? []).flatMap(([stream, entries]) => entries.map(([id, fields]) => ({ stream, id, fields })));
}

/** The event that an entry of the stream is; see scripts/commit.ts and scripts/delete-job.ts. */
export function eventOf(connection: string, fields: readonly string[]): JobEvent {
  const event: JobEvent = { connection, key: '', type: 'changed', revision: null };
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const value = fields[index + 1]!;
    if (fields[index] === 'key') event.key = value;
    else if (fields[index] === 'type') event.type = value as JobEvent['type'];
    else if (fields[index] === 'revision') event.revision = Number(value);
  }
  return event;
}

/** The end of a stream, and whether all entries after `last` (null: none read) are still there. */
export async function resumeAt(
  redis: RedisClient,
  stream: string,
  last: StreamPosition | null,
): Promise<{ position: StreamPosition; isGap: boolean }> {
  const [[newest], found] = await Promise.all([
    redis.xrevrange(stream, '+', '-', 'COUNT', 1),
    last === null ? [] : redis.xrange(stream, last, last),
  ]);
  const end = newest?.[0] ?? BEFORE_ALL;
  // A stream that lacks the entry that was read was trimmed, or is another one: Redis has lost a part, or began anew.
  const isGap = found.length === 0 && last !== end;
  return { position: isGap ? end : (last ?? end), isGap };
}

const BATCH_SIZE = 1_000;

/** `<milliseconds>-<number>`, both up to 64 bits: https://redis.io/docs/latest/develop/data-types/streams/#entry-ids */
export function compareIds(one: StreamPosition, other: StreamPosition): number {
  const [time = 0n, order = 0n] = one.split('-').map(BigInt);
  const [otherTime = 0n, otherOrder = 0n] = other.split('-').map(BigInt);
  if (time !== otherTime) return time < otherTime ? -1 : 1;
  return order === otherOrder ? 0 : order < otherOrder ? -1 : 1;
}
