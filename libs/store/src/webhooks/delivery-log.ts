import { RedisRepository } from '../redis/redis-repository.js';

/** Deliveries of each subscription. */
export const MAX_DELIVERY_LOG_LENGTH = 200;
/** After the last one was written. */
const TTL_MS = 30 * 86_400_000;

/** Results of deliveries, as texts by id. */
export class DeliveryLog extends RedisRepository {
  /** `at`: when it was tried, epoch milliseconds; the first time counts. Nothing for a subscription that has been removed. */
  async write(subscription: string, id: string, at: number, text: string): Promise<void> {
    const names = [
      this.keys.deliveries(subscription),
      this.keys.deliveryTexts(subscription),
      this.keys.subscriptions(),
    ];
    await this.redis.jobgateLogDelivery(...names, id, at, text, MAX_DELIVERY_LOG_LENGTH, TTL_MS, subscription);
  }

  async read(subscription: string, id: string): Promise<string | null> {
    return this.redis.hget(this.keys.deliveryTexts(subscription), id);
  }

  /** Ids, newest first. */
  async ids(subscription: string): Promise<string[]> {
    return this.redis.zrevrange(this.keys.deliveries(subscription), 0, -1);
  }

  /** null: none. */
  async lastAt(subscription: string): Promise<number | null> {
    const [, at] = await this.redis.zrevrange(this.keys.deliveries(subscription), 0, 0, 'WITHSCORES');
    return at === undefined ? null : Number(at);
  }

  async texts(subscription: string, ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const texts = await this.redis.hmget(this.keys.deliveryTexts(subscription), ...ids);
    return texts.filter((text) => text !== null);
  }

  async remove(subscription: string): Promise<void> {
    await this.redis.del(this.keys.deliveries(subscription), this.keys.deliveryTexts(subscription));
  }
}
