export * from './connection-board.js';
export * from './job-index.js';
export * from './job-store.js';
export { connectRedis, isStoreFailure, type RedisClient, type RedisLocation, type RedisUse } from './redis-client.js';
export * from './schedule.js';
export * from './store.js';
export { StoreKeys } from './store-keys.js';
export type { StoredJob } from './stored-job.js';
