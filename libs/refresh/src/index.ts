export type { CareMeter } from './care-meter.js';
export * from './caretaker.js';
export type { CaretakerOptions } from './ownership/caretaker-options.js';
export * from './admission/circuit-breaker.js';
export type { CareCompanion } from './connection-care.js';
export type { ConnectionSettings, TrackingRules } from './connection-context.js';
export { ConnectionStatistics } from './planning/connection-statistics.js';
export * from './planning/next-poll.js';
export type { PointerSubscribers } from './pointers/pointer-demand.js';
