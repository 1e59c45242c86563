export * from './cadence.js';
export * from './caretaker.js';
export * from './circuit.js';
export type { QueueAccess } from './connection-care.js';
export type { ConnectionSettings, TrackingRules } from './connection-context.js';
