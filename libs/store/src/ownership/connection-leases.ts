import type { StorageFormats } from '../formats/storage-formats.js';
import type { StoreKeys } from '../keys/store-keys.js';
import type { RedisClient } from '../redis/redis-client.js';
import { byShard } from './shards.js';

export interface Lease {
  worker: string;
  /** For how long it holds unless it is renewed, milliseconds. */
  remainingMs: number;
}

/**
 * Which worker runs which connection. Each lease is a connection's own; those of a shard stand in one hash, so that a worker
 * renews many with one command. While processes are there that know no shards (format 1 of `ownership`), each connection has a
 * key of its own instead.
 */
export class ConnectionLeases {
  private readonly lastOwners = new Map<string, string | null>();

  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly formats: StorageFormats,
    private readonly now: () => number,
  ) {}

  /**
   * Renews leases, and takes those that are free. By connection, whether the worker holds it afterwards; a connection is missing
   * where its part of Redis does not answer. Rejects when none does.
   */
  async hold(connections: readonly string[], worker: string, leaseMs: number): Promise<Map<string, boolean>> {
    if (connections.length === 0) return new Map();
    if ((await this.formats.of('ownership')) === 1) return this.holdKeys(connections, worker, leaseMs);
    return fulfilled(
      [...byShard(connections)].map(async ([shard, names]) => {
        const held = await this.redis.jobgateHoldLeases(this.keys.leases(shard), worker, leaseMs, ...names);
        return names.map((name, index) => [name, held[index] === 1] as const);
      }),
    );
  }

  /** The same for connections that the worker does not hold: a worker that knows no shards may hold one. */
  async acquire(connections: readonly string[], worker: string, leaseMs: number): Promise<Map<string, boolean>> {
    const owners = await Promise.all(
      connections.map((name) => this.redis.get(this.keys.owner(name)).catch(() => null)),
    );
    const free = connections.filter((_, index) => owners[index] === null || owners[index] === worker);
    return this.hold(free, worker, leaseMs);
  }

  async release(connections: readonly string[], worker: string): Promise<void> {
    const shards = [...byShard(connections)].map(([shard, names]) =>
      this.redis.jobgateReleaseLeases(this.keys.leases(shard), worker, ...names),
    );
    const keys = connections.map((name) => this.redis.jobgateReleaseKey(this.keys.owner(name), worker));
    await Promise.all([...shards, ...keys]);
  }

  /** null: no worker has it. */
  async of(connection: string): Promise<Lease | null> {
    const found = await this.all([connection]);
    if (!found.has(connection)) throw new Error('Redis did not answer.');
    return found.get(connection) ?? null;
  }

  /** The worker that runs the connection, or did when the lease could last be read; null: none. */
  async owner(connection: string): Promise<string | null> {
    try {
      const worker = (await this.of(connection))?.worker ?? null;
      this.lastOwners.set(connection, worker);
      return worker;
    } catch (error) {
      // While the lease cannot be read, no other worker can take it.
      const worker = this.lastOwners.get(connection) ?? null;
      if (worker === null) throw error;
      return worker;
    }
  }

  /** The leases of connections; null: no worker has it. Missing where a part of Redis does not answer; rejects when none does. */
  async all(connections: readonly string[]): Promise<Map<string, Lease | null>> {
    if (connections.length === 0) return new Map();
    const format = await this.formats.of('ownership');
    const sharded = format === 1 ? new Map<string, Lease | null>() : await this.inShards(connections);
    const others = connections.filter((name) => format === 1 || sharded.get(name) === null);
    const keys = others.length === 0 ? new Map<string, Lease | null>() : await this.inKeys(others);
    return new Map([...sharded, ...keys]);
  }

  private inShards(connections: readonly string[]): Promise<Map<string, Lease | null>> {
    return fulfilled(
      [...byShard(connections)].map(async ([shard, names]) => {
        const texts = await this.redis.hmget(this.keys.leases(shard), ...names);
        return names.map((name, index) => [name, this.leaseFrom(texts[index] ?? null)] as const);
      }),
    );
  }

  private inKeys(connections: readonly string[]): Promise<Map<string, Lease | null>> {
    return fulfilled(
      connections.map(async (name) => {
        const key = this.keys.owner(name);
        const [worker, remainingMs] = await Promise.all([this.redis.get(key), this.redis.pttl(key)]);
        return [[name, worker === null || remainingMs < 0 ? null : { worker, remainingMs }] as const];
      }),
    );
  }

  private holdKeys(connections: readonly string[], worker: string, leaseMs: number): Promise<Map<string, boolean>> {
    return fulfilled(
      connections.map(async (name) => {
        const held = await this.redis.jobgateHoldKey(this.keys.owner(name), worker, leaseMs);
        return [[name, held === 1] as const];
      }),
    );
  }

  private leaseFrom(text: string | null): Lease | null {
    const [, ends, worker] = /^(\d+) (.*)$/.exec(text ?? '') ?? [];
    const remainingMs = Number(ends) - this.now();
    return worker === undefined || remainingMs <= 0 ? null : { worker, remainingMs };
  }
}

/** What could be read of several parts; rejects as the first of them when none could. */
async function fulfilled<Value>(
  parts: readonly Promise<readonly (readonly [string, Value])[]>[],
): Promise<Map<string, Value>> {
  const ended = await Promise.allSettled(parts);
  const answered = ended.flatMap((part) => (part.status === 'fulfilled' ? [part.value] : []));
  const failed = ended.find((part) => part.status === 'rejected');
  if (answered.length === 0 && failed) throw failed.reason;
  return new Map(answered.flat());
}
