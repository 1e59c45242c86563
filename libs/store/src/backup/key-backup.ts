import { Cluster } from 'ioredis';
import { escapePattern, scanKeys } from '../redis/key-scan.js';
import type { BackupPart } from './backup-format.js';
import { readValue } from './value-reader.js';
import { writePart } from './value-writer.js';
import { batchesOf, momentOfTime } from '../redis/replies.js';
import { RedisRepository } from '../redis/redis-repository.js';

const BATCH_SIZE = 200;
const SLOTS = 16_384;

/**
 * Everything that is kept under the prefix, for copies of it. Left out is what is made again: BullMQ's queues, and what
 * processes say of themselves while they run.
 */
export class KeyBackup extends RedisRepository {
  /**
   * Each key as it is when its turn comes; not all at one moment.
   * @throws Error when a node of the Cluster is away
   */
  async *parts(): AsyncGenerator<BackupPart> {
    const names = await this.names();
    for (const some of batchesOf(names, BATCH_SIZE)) {
      const ends = await this.endsOf(some);
      for (const [index, name] of some.entries()) {
        const key = name.slice(this.keys.prefix.length + 1);
        for await (const entries of readValue(this.redis, name)) yield { key, expiresAt: ends[index]!, ...entries };
      }
    }
  }

  async isEmpty(): Promise<boolean> {
    return (await this.names()).length === 0;
  }

  /** Removes everything under the prefix, queues included. */
  async clear(): Promise<void> {
    for await (const names of this.scan()) await this.inBatches(names, (name) => this.redis.unlink(name));
  }

  /** Adds parts in their order. What has expired by now is left out. */
  async restore(parts: AsyncIterable<BackupPart>): Promise<void> {
    const now = await this.now();
    for await (const part of parts) {
      if (part.expiresAt !== null && part.expiresAt <= now) continue;
      await writePart(this.redis, `${this.keys.prefix}:${part.key}`, part);
    }
  }

  private async names(): Promise<string[]> {
    const found = new Set<string>();
    for await (const names of this.scan()) {
      for (const name of names) if (!this.keys.isOfQueues(name) && !this.keys.isOfProcesses(name)) found.add(name);
    }
    return [...found].toSorted();
  }

  private async *scan(): AsyncGenerator<string[]> {
    await this.redis.ping();
    this.requireAllSlots();
    yield* scanKeys(this.redis, `${escapePattern(this.keys.prefix)}:*`);
    this.requireAllSlots();
  }

  /** The client forgets a node that is away: what lies there would be missing without a word. */
  private requireAllSlots(): void {
    if (!(this.redis instanceof Cluster)) return;
    const nodes = new Set(this.redis.nodes('master').map(({ options: { host, port } }) => `${host}:${port}`));
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const owner = this.redis.slots[slot]?.[0];
      if (owner === undefined || !nodes.has(owner)) throw new Error(`Cluster isn't whole: no node for slot ${slot}`);
    }
  }

  private async inBatches(names: string[], act: (name: string) => Promise<unknown>): Promise<void> {
    for (const some of batchesOf(names, BATCH_SIZE)) await Promise.all(some.map(act));
  }

  /** When each of them expires, as `BackupPart` says it. */
  private async endsOf(names: string[]): Promise<(number | null)[]> {
    const [now, ...left] = await Promise.all([this.now(), ...names.map((name) => this.redis.pttl(name))]);
    return left.map((leftMs) => (leftMs < 0 ? null : now + leftMs));
  }

  /** Milliseconds since the epoch by the clock of Redis, by which keys expire. */
  private async now(): Promise<number> {
    return momentOfTime(await this.redis.time());
  }
}
