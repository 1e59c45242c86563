export type { QueueAccess, QueueClient } from './queue-access.js';
export { WorkerWatch } from './worker-watch.js';
