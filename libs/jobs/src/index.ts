export * from './job-id.js';
export * from './job-record.js';
export * from './job-state.js';
export * from './observation.js';
export * from './trouble.js';
