import type { RedisClient } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';
import type { RepairOptions } from './job-repair.js';

const AT_ONCE = 500;

/** Compares the sets that say which lanes of webhook deliveries are due with the lanes, and puts them right. */
export class PartitionRepair {
  private readonly told = new Set<string>();

  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly options: RepairOptions,
  ) {}

  /** Of a lane in which something waits, or does not any more. */
  async lane(connection: string, subscription: string, lane: string): Promise<void> {
    const { isRepair, now, found } = this.options;
    const names = [
      this.keys.webhookLane(connection, subscription, lane),
      this.keys.webhookDue(connection, subscription),
      this.keys.webhookPending(connection),
    ];
    const wrong = await this.redis.jobgateRepairPartition(...names, subscription, lane, isRepair ? '1' : '', now());
    if (wrong.includes(2)) found.add('derived', names[1]!, lane, isRepair);
    if (!wrong.includes(3) || this.told.has(`${connection} ${subscription}`)) return;
    // Each of its lanes says so.
    this.told.add(`${connection} ${subscription}`);
    found.add('derived', names[2]!, subscription, isRepair);
  }

  /** Of the lanes that are said to be due. */
  async due(connection: string, subscription: string): Promise<void> {
    let cursor = '0';
    do {
      const name = this.keys.webhookDue(connection, subscription);
      const [next, entries] = await this.redis.zscan(name, cursor, 'COUNT', AT_ONCE);
      const lanes = entries.filter((_, index) => index % 2 === 0);
      const exist = await Promise.all(
        lanes.map((lane) => this.redis.exists(this.keys.webhookLane(connection, subscription, lane))),
      );
      const empty = lanes.filter((_, index) => exist[index] === 0);
      await Promise.all(empty.map((lane) => this.lane(connection, subscription, lane)));
      cursor = next;
    } while (cursor !== '0');
  }

  /** Of the subscriptions for which something is said to wait. */
  async pending(connection: string): Promise<void> {
    let cursor = '0';
    do {
      const [next, subscriptions] = await this.redis.sscan(
        this.keys.webhookPending(connection),
        cursor,
        'COUNT',
        AT_ONCE,
      );
      // No lane is called so: what is asked is whether the subscription has any.
      for (const subscription of subscriptions) await this.lane(connection, subscription, '');
      cursor = next;
    } while (cursor !== '0');
  }
}
