import type { AcknowledgedWrites } from '../durability/acknowledged-writes.js';
import type { StoredValues } from '../formats/stored-values.js';
import { readObject } from '../formats/json-shape.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';

/** Jobs that are started one after another, each when the one before has succeeded. */
export interface Sequence {
  id: string;
  caller: string;
  /** All of them, in the provider's form. */
  steps: readonly unknown[];
  /** The keys of the runs that were started, in their order. The last one is waited for. */
  started: string[];
}

/** The unfinished sequences of a connection; a single start is a sequence of one step. */
export class SequenceStore {
  constructor(
    private readonly redis: RedisClient,
    private readonly writes: AcknowledgedWrites,
    private readonly keys: StoreKeys,
    private readonly values: StoredValues,
  ) {}

  async put(connection: string, sequence: Sequence): Promise<void> {
    const name = this.keys.sequences(connection);
    const text = this.values.encrypt({ kind: 'sequence', key: name, part: sequence.id }, JSON.stringify(sequence));
    await this.writes.run(name, (redis) => redis.hset(name, sequence.id, text));
  }

  async read(connection: string, id: string): Promise<Sequence | null> {
    const key = this.keys.sequences(connection);
    const text = await this.redis.hget(key, id);
    return text === null ? null : this.values.read({ kind: 'sequence', key, part: id }, text, decodeSequence);
  }

  /** Without those that cannot be read, which stay where they are. */
  async all(connection: string): Promise<Sequence[]> {
    const key = this.keys.sequences(connection);
    const texts = Object.entries(await this.redis.hgetall(key));
    return texts.flatMap(
      ([id, text]) => this.values.read({ kind: 'sequence', key, part: id }, text, decodeSequence) ?? [],
    );
  }

  /** False: already removed. */
  async remove(connection: string, id: string): Promise<boolean> {
    return (await this.redis.hdel(this.keys.sequences(connection), id)) === 1;
  }
}

/** Throws on anything else. */
export function decodeSequence(text: string): Sequence {
  return readObject<Sequence>(text, { id: 'string', caller: 'string', steps: 'array', started: 'array' });
}
