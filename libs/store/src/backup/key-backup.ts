import { Cluster } from 'ioredis';
import { escapePattern, scanKeys } from '../redis/key-scan.js';
import type { BackupPart } from './backup-format.js';
import { readValue } from './value-reader.js';
import { writePart } from './value-writer.js';
import { batchesOf, momentOfTime } from '../redis/replies.js';
import { RedisRepository } from '../redis/redis-repository.js';

const BATCH_SIZE = 200;
const SLOTS = 16_384;

/** Backup and restore of all keys under the prefix, without BullMQ's queues and the entries of running processes. */
export class KeyBackup extends RedisRepository {
  /** One key after another; no snapshot of one moment. @throws Error if a node of the Cluster is unreachable */
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

  /** Expired keys are left out. */
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

  /** ioredis forgets unreachable nodes: their keys would be missing silently. */
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

  private async endsOf(names: string[]): Promise<(number | null)[]> {
    const [now, ...left] = await Promise.all([this.now(), ...names.map((name) => this.redis.pttl(name))]);
    return left.map((leftMs) => (leftMs < 0 ? null : now + leftMs));
  }

  /** Milliseconds since the epoch by the clock of Redis, by which keys expire. */
  private async now(): Promise<number> {
    return momentOfTime(await this.redis.time());
  }
}
