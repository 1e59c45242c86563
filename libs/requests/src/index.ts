export * from './command-requests.js';
export * from './commands.js';
export * from './observation-requests.js';
export * from './queue.js';
export type { QueueClient } from './request-lane.js';
export * from './request-queues.js';
export { RequestLanes, type RequestLanesOptions } from './request-lanes.js';
export * from './sweep-schedule.js';
export { withinMs } from '#libs/queue';
