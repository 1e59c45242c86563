export * from './cadence/index.js';
