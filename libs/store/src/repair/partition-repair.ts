import type { RedisClient } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';
import type { RepairOptions } from './job-repair.js';

const BATCH_SIZE = 500;

/** Repairs the sets of due partitions of webhook deliveries. */
export class PartitionRepair {
  private readonly reported = new Set<string>();

  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly options: RepairOptions,
  ) {}

  /** Of a partition in which something waits, or does not any more. */
  async partition(connection: string, subscription: string, partition: string): Promise<void> {
    const { isRepair, now, found } = this.options;
    const names = [
      this.keys.webhookPartition(connection, subscription, partition),
      this.keys.webhookDue(connection, subscription),
      this.keys.webhookPending(connection),
    ];
    const wrong = await this.redis.jobgateRepairPartition(
      ...names,
      subscription,
      partition,
      isRepair ? '1' : '',
      now(),
    );
    if (wrong.includes(2)) found.add('derived', names[1]!, partition, isRepair);
    if (!wrong.includes(3) || this.reported.has(`${connection} ${subscription}`)) return;
    this.reported.add(`${connection} ${subscription}`);
    found.add('derived', names[2]!, subscription, isRepair);
  }

  /** Partitions that are marked as due. */
  async due(connection: string, subscription: string): Promise<void> {
    let cursor = '0';
    do {
      const name = this.keys.webhookDue(connection, subscription);
      const [next, entries] = await this.redis.zscan(name, cursor, 'COUNT', BATCH_SIZE);
      const partitions = entries.filter((_, index) => index % 2 === 0);
      const exist = await Promise.all(
        partitions.map((partition) =>
          this.redis.exists(this.keys.webhookPartition(connection, subscription, partition)),
        ),
      );
      const empty = partitions.filter((_, index) => exist[index] === 0);
      await Promise.all(empty.map((partition) => this.partition(connection, subscription, partition)));
      cursor = next;
    } while (cursor !== '0');
  }

  /** Subscriptions that are marked as pending. */
  async pending(connection: string): Promise<void> {
    let cursor = '0';
    do {
      const [next, subscriptions] = await this.redis.sscan(
        this.keys.webhookPending(connection),
        cursor,
        'COUNT',
        BATCH_SIZE,
      );
      // No partition has this name: checks the subscription alone.
      for (const subscription of subscriptions) await this.partition(connection, subscription, '');
      cursor = next;
    } while (cursor !== '0');
  }
}
