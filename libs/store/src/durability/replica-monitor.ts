import type { Redis } from 'ioredis';
import { primariesOf } from '../redis/primary-nodes.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';
import { ServerIdentities } from './server-identity.js';

const PROBE_INTERVAL_MS = 1_000;
const PROBE_TIMEOUT_MS = 100;
/** Until the next question, so that a replica is noticed that is there for a moment. */
const LONG_PROBE_TIMEOUT_MS = PROBE_INTERVAL_MS - PROBE_TIMEOUT_MS;
/**
 * No fail-over promotes a replica that was disconnected for longer: by default Sentinel up to ten times
 * `down-after-milliseconds` (30 s), Redis Cluster up to ten times `cluster-node-timeout` (15 s).
 */
const EXPECTED_TTL_MS = 5 * 60_000;
const PERSIST_INTERVAL_MS = 30_000;

/** Which servers have a replica, or had one lately that may yet take their place. */
export class ReplicaMonitor {
  private readonly identities = new ServerIdentities();
  /** By identity of the server: until when a replica is expected. */
  private readonly expectedUntil = new Map<string, number>();
  private readonly persistedAt = new Map<string, number>();
  private readonly probes = new Map<string, Promise<void>>();
  private readonly timer: NodeJS.Timeout;

  /** @param redis a client of its own, which WAIT blocks; `memory` is not blocked */
  constructor(
    private readonly redis: RedisClient,
    private readonly memory: RedisClient,
    private readonly keys: StoreKeys,
    private readonly now: () => number = Date.now,
  ) {
    this.timer = setInterval(() => void this.probeAll(), PROBE_INTERVAL_MS).unref();
    redis.once('ready', () => void this.probeAll());
  }

  /** Whether a write on this server, over whatever connection, has to wait until a replica has it. */
  async isExpected(server: Redis): Promise<boolean> {
    const identity = await this.identities.of(server);
    if (identity === null) return false;
    if (!this.expectedUntil.has(identity)) await this.probeAll();
    return (this.expectedUntil.get(identity) ?? 0) > this.now();
  }

  close(): void {
    clearInterval(this.timer);
    this.redis.disconnect();
  }

  /** Servers that do not reply are probed again in the next round. */
  private async probeAll(): Promise<void> {
    await Promise.all(primariesOf(this.redis).map((server) => this.probe(server).catch(() => undefined)));
  }

  /** At most one at a time for each server. */
  private async probe(server: Redis): Promise<void> {
    // Nodes of a Cluster are connected to when they are first wanted.
    if (server.status === 'wait') await server.connect();
    const identity = await this.identities.of(server);
    if (identity === null) return;
    const probe = this.probes.get(identity) ?? this.probeServer(server, identity);
    this.probes.set(identity, probe);
    await probe.finally(() => this.probes.delete(identity));
  }

  /** WAIT needs no dangerous permission, unlike INFO and ROLE, and proves that a replica keeps up. */
  private async probeServer(server: Redis, identity: string): Promise<void> {
    if (await this.hasReplica(server, identity, PROBE_TIMEOUT_MS)) return;
    void this.hasReplica(server, identity, LONG_PROBE_TIMEOUT_MS).catch(() => undefined);
    if (this.expectedUntil.has(identity)) return;
    const left = await this.memory.pttl(this.keys.replicaSeen(identity));
    if (!this.expectedUntil.has(identity)) this.expectedUntil.set(identity, left > 0 ? this.now() + left : 0);
  }

  private async hasReplica(server: Redis, identity: string, withinMs: number): Promise<boolean> {
    const replicas = await server.wait(1, withinMs);
    if (replicas === 0) return false;
    this.expectedUntil.set(identity, this.now() + EXPECTED_TTL_MS);
    await this.persist(identity);
    return true;
  }

  /** So that a process that starts while the link is cut knows that there was one. */
  private async persist(identity: string): Promise<void> {
    if (this.now() - (this.persistedAt.get(identity) ?? -Infinity) < PERSIST_INTERVAL_MS) return;
    this.persistedAt.set(identity, this.now());
    await this.memory.set(this.keys.replicaSeen(identity), '1', 'PX', EXPECTED_TTL_MS);
  }
}
