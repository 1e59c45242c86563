import type { StoredValues } from '../formats/stored-values.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { StreamPosition } from '../events/event-stream.js';
import { pairsOf } from '../redis/replies.js';
import { ScriptKeys } from '../redis/script-keys.js';
import type { StoreKeys } from '../keys/store-keys.js';

/** A delivery as a text, and the partition in which it waits for those before it. */
export interface QueuedDelivery {
  subscription: string;
  /** The key of a job, whose deliveries stay in order. */
  partition: string;
  text: string;
}

/** A delivery that had to make room for later ones of its partition. */
export interface DroppedDelivery {
  subscription: string;
  text: string;
}

/** https://redis.io/docs/latest/develop/data-types/streams/#entry-ids */
const POSITION = /^\d+-\d+$/;
/** So many may wait in one partition. */
export const MAX_PARTITION_LENGTH = 200;
const DROP_BATCH_SIZE = 200;

/**
 * Deliveries for the jobs of a connection, in lists by partition. A sorted set has the due times of a subscription's
 * partitions; a partition in progress stays there, so that it survives a crash.
 */
export class Outbox {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly values: StoredValues,
  ) {}

  /** The last queued event; null: none. An unreadable position is removed. */
  async position(connection: string): Promise<StreamPosition | null> {
    const name = this.keys.webhookPosition(connection);
    const text = await this.redis.get(name);
    if (text === null) return null;
    const position = this.values.read({ kind: 'delivery', key: name, part: null }, text, decodePosition);
    if (position === null) await this.redis.jobgateReplaceValue(name, text, '', 0);
    return position;
  }

  /**
   * Queues deliveries and moves the position in one step. Returns those that were dropped; null: the position is not
   * `from`.
   */
  async advance(
    connection: string,
    from: StreamPosition | null,
    to: StreamPosition,
    deliveries: readonly QueuedDelivery[],
    due: number,
  ): Promise<DroppedDelivery[] | null> {
    return this.enqueueAll(connection, from ?? '', to, deliveries, due);
  }

  /** Queues deliveries without an event. Returns those that were dropped. */
  async enqueue(connection: string, deliveries: readonly QueuedDelivery[], due: number): Promise<DroppedDelivery[]> {
    return (await this.enqueueAll(connection, '', '', deliveries, due)) ?? [];
  }

  /** Subscriptions for which something waits. */
  async pending(connection: string): Promise<string[]> {
    return this.redis.smembers(this.keys.webhookPending(connection));
  }

  /** Due partitions of a subscription, the longest overdue first. */
  async due(connection: string, subscription: string, now: number, limit: number): Promise<string[]> {
    const name = this.keys.webhookDue(connection, subscription);
    return this.redis.zrangebyscore(name, '-inf', now, 'LIMIT', 0, limit);
  }

  /** The same, and takes them: until `leaseUntil` they are due for no other process. */
  async claim(
    connection: string,
    subscription: string,
    now: number,
    leaseUntil: number,
    limit: number,
  ): Promise<string[]> {
    const name = this.keys.webhookDue(connection, subscription);
    const [, ...claimed] = await this.redis.jobgateClaim(name, now, leaseUntil, limit);
    return claimed as string[];
  }

  /** Moves a partition that is still due at `from` (the end of a lease) to `to`. */
  async moveDue(connection: string, subscription: string, partition: string, from: number, to: number): Promise<void> {
    await this.redis.jobgateMove(this.keys.webhookDue(connection, subscription), from, to, partition);
  }

  /** Partitions with deliveries, whenever they are due. */
  async partitions(connection: string, subscription: string, limit: number): Promise<string[]> {
    return this.redis.zrange(this.keys.webhookDue(connection, subscription), '0', String(limit - 1));
  }

  /** All that waits in a partition, oldest first. */
  async entries(connection: string, subscription: string, partition: string): Promise<string[]> {
    return this.redis.lrange(this.keys.webhookPartition(connection, subscription, partition), 0, -1);
  }

  /** The oldest delivery of a partition. */
  async head(connection: string, subscription: string, partition: string): Promise<string | null> {
    return this.redis.lindex(this.keys.webhookPartition(connection, subscription, partition), 0);
  }

  /** Removes the oldest delivery of a partition, or puts another text in its place. `lost`: another one is the oldest. */
  async completeHead(
    connection: string,
    { subscription, partition, text }: QueuedDelivery,
    replacement: string | null,
    due: number,
  ): Promise<'lost' | 'empty' | 'left'> {
    const settled = await this.redis.jobgateCompleteDelivery(
      this.keys.webhookPending(connection),
      this.keys.webhookPartition(connection, subscription, partition),
      this.keys.webhookDue(connection, subscription),
      subscription,
      partition,
      text,
      replacement ?? '',
      due,
    );
    return settled === 0 ? 'lost' : settled === 1 ? 'empty' : 'left';
  }

  /** Drops whatever waits for a subscription. */
  async drop(connection: string, subscription: string): Promise<void> {
    const due = this.keys.webhookDue(connection, subscription);
    for (let left = Infinity; left > 0;) {
      const partitions = await this.redis.zrange(due, 0, String(DROP_BATCH_SIZE - 1));
      const names = [this.keys.webhookPending(connection), due];
      names.push(...partitions.map((partition) => this.keys.webhookPartition(connection, subscription, partition)));
      left = await this.redis.jobgateDropPartitions(names.length, ...names, subscription, ...partitions);
    }
  }

  private async enqueueAll(
    connection: string,
    from: string,
    to: string,
    deliveries: readonly QueuedDelivery[],
    due: number,
  ): Promise<DroppedDelivery[] | null> {
    const keys = new ScriptKeys(this.keys.webhookPosition(connection), this.keys.webhookPending(connection));
    const values = deliveries.flatMap(({ subscription, partition, text }) => [
      keys.numberOf(this.keys.webhookPartition(connection, subscription, partition)),
      keys.numberOf(this.keys.webhookDue(connection, subscription)),
      subscription,
      partition,
      text,
    ]);
    const names = keys.names;
    const gone = await this.redis.jobgateEnqueueDeliveries(
      names.length,
      ...names,
      from,
      to,
      due,
      MAX_PARTITION_LENGTH,
      ...values,
    );
    return gone && pairsOf(gone).map(([subscription, text]) => ({ subscription, text }));
  }
}

/** Throws on anything else. */
export function decodePosition(text: string): StreamPosition {
  if (!POSITION.test(text)) throw new TypeError('No place in a stream.');
  return text;
}
