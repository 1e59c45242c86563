export * from './observation-requests.js';
export * from './queue.js';
