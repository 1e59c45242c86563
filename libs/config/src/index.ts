export * from './configuration.js';
export * from './configuration.error.js';
export * from './config.watcher.js';
export * from './hosts.js';
export * from './load-configuration.js';
export * from './parse-configuration.js';
export type { Rate } from './quantities.js';
export type { RedisNode, RedisServer } from './redis-url.js';
export type { Environment } from './substitution.js';
