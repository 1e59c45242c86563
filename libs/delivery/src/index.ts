export * from './delivery-context.js';
export * from './pointer-subscribers.js';
export { RETRY_DELAYS_MS } from './retry-schedule.js';
export * from './webhook-delivery-service.js';
export * from './webhook-sender.js';
