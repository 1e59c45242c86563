export type { ConnectionMetrics } from './connection-metrics.js';
export * from './ownership/connection-lease-manager.js';
export type { LeaseManagerOptions } from './ownership/lease-manager-options.js';
export * from './admission/circuit-breaker.js';
export type { ConnectionExtension } from './ownership/connection-runner.js';
export type { ConnectionSettings, TrackingRules } from './connection-context.js';
export { ConnectionStatistics } from './planning/connection-statistics.js';
export * from './planning/next-poll.js';
export type { PointerSubscribers } from './pointers/pointer-demand.js';
