import type { AcknowledgedWrites } from './durability/acknowledged-writes.js';
import type { RedisClient } from './redis-client.js';
import type { StoreKeys } from './store-keys.js';

/** Jobs to be started, one or several of which each comes when the one before has ended well. */
export interface Sequence {
  id: string;
  /** Who asked for it. */
  caller: string;
  /** All of them, in the provider's form. */
  steps: readonly unknown[];
  /** The keys of the runs that were started, in their order. The last one is waited for. */
  started: string[];
}

/** The sequences of a connection that have not come to their end; a start that comes alone is one of one step. */
export class SequenceShelf {
  constructor(
    private readonly redis: RedisClient,
    private readonly writes: AcknowledgedWrites,
    private readonly keys: StoreKeys,
  ) {}

  async put(connection: string, sequence: Sequence): Promise<void> {
    const name = this.keys.sequences(connection);
    await this.writes.run(name, (redis) => redis.hset(name, sequence.id, JSON.stringify(sequence)));
  }

  async read(connection: string, id: string): Promise<Sequence | null> {
    const text = await this.redis.hget(this.keys.sequences(connection), id);
    return text === null ? null : (JSON.parse(text) as Sequence);
  }

  async all(connection: string): Promise<Sequence[]> {
    const texts = await this.redis.hvals(this.keys.sequences(connection));
    return texts.map((text) => JSON.parse(text) as Sequence);
  }

  /** False when somebody else did so before. */
  async remove(connection: string, id: string): Promise<boolean> {
    return (await this.redis.hdel(this.keys.sequences(connection), id)) === 1;
  }
}
