import { Cluster } from 'ioredis';
import type { StoreKeys } from '../keys/store-keys.js';
import type { RedisClient } from '../redis/redis-client.js';
import { nodeOf, rangeOf, tagInRange } from '../redis/slots.js';

/** In a Cluster a worker has queues in so many slots, so that requests for a connection need no other node than the connection does. */
const PLACES_IN_CLUSTER = 8;

/** Where the queues of workers lie. */
export class WorkerQueues {
  private readonly tags = new Map<string, string[]>();

  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
  ) {}

  /** BullMQ's prefixes for the queues of a worker, one for each place. */
  prefixes(worker: string): string[] {
    const known = this.tags.get(worker);
    if (known) return known;
    const places = this.redis instanceof Cluster ? PLACES_IN_CLUSTER : 1;
    const prefixes = Array.from({ length: places }, (_, place) => {
      const tag = places === 1 ? `worker:${worker}` : tagInRange(`worker:${worker}:${place}`, place, places);
      return this.keys.workerQueuePrefix(tag);
    });
    // Workers come and go.
    if (this.tags.size >= MAX_WORKERS) this.tags.clear();
    this.tags.set(worker, prefixes);
    return prefixes;
  }

  /** The one for requests for a connection. */
  prefixFor(worker: string, connection: string): string {
    const prefixes = this.prefixes(worker);
    const nearest = prefixes[rangeOf(connection, prefixes.length)]!;
    const node = nodeOf(this.redis, this.keys.base(connection));
    const isNear = (prefix: string) => node === null || nodeOf(this.redis, prefix) === node;
    return isNear(nearest) ? nearest : (prefixes.find(isNear) ?? nearest);
  }
}

const MAX_WORKERS = 1_000;
