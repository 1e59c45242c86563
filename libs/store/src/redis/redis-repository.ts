import type { StoreKeys } from '../keys/store-keys.js';
import type { RedisClient } from './redis-client.js';

/** What repositories have in common. */
export abstract class RedisRepository {
  constructor(
    protected readonly redis: RedisClient,
    protected readonly keys: StoreKeys,
  ) {}
}
