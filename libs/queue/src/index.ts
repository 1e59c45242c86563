export type { QueueAccess, QueueClient } from './queue-access.js';
export { within, withinMs } from './within.js';
export { WorkerWatch } from './worker-watch.js';
