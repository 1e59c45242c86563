import type { Redis } from 'ioredis';
import { writersOf } from '../redis/primary-nodes.js';
import type { RedisClient } from '../redis/redis-client.js';
import { ReplicaConfirmation } from './replica-confirmation.js';
import type { ReplicaMonitor } from './replica-monitor.js';

const FENCE_TTL_MS = 60_000;

/**
 * Writes that are reported as done: each resolves once a replica has it, if there is one, so that a fail-over does
 * not lose it. A write that fails with a store failure may be there nevertheless.
 */
export class AcknowledgedWrites {
  private readonly confirmations = new WeakMap<Redis, ReplicaConfirmation>();

  /** @param redis a client of its own: readers must not wait behind a WAIT */
  constructor(
    private readonly redis: RedisClient,
    private readonly monitor: ReplicaMonitor,
  ) {}

  /** @param key one that is written: all of them lie in one slot */
  async run<Reply>(key: string, write: (redis: RedisClient) => Promise<Reply>): Promise<Reply> {
    const reply = await write(this.redis);
    const written = writersOf(this.redis, key).map((server) => {
      const confirmation = this.confirmationOf(server);
      return { server, confirmation, epoch: confirmation.epoch };
    });
    // Without that connection it is unknown whether a replica has the write.
    if (written.length === 0) throw new Error('Node is disconnected: whether a replica has the write is not known.');
    await Promise.all(
      written.map(async ({ server, confirmation, epoch }) => {
        if (await this.monitor.isExpected(server)) await confirmation.confirm(epoch);
      }),
    );
    return reply;
  }

  /**
   * Resolves once a replica has all earlier writes to this slot, of any process. Writes a key, because WAIT covers
   * writes of its own connection only.
   */
  async fence(key: string): Promise<void> {
    await this.run(key, (redis) => redis.set(key, '', 'PX', FENCE_TTL_MS));
  }

  close(): void {
    this.monitor.close();
    this.redis.disconnect();
  }

  private confirmationOf(server: Redis): ReplicaConfirmation {
    let confirmation = this.confirmations.get(server);
    if (!confirmation) {
      confirmation = new ReplicaConfirmation(server);
      this.confirmations.set(server, confirmation);
    }
    return confirmation;
  }
}
