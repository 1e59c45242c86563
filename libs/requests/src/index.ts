export * from './observation-requests.js';
export * from './queue.js';
export type { QueueClient } from './request-lane.js';
