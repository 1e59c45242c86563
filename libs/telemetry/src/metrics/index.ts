export * from './metric.catalog.js';
export { Metrics, type Onlooker } from './metrics.js';
export { Count, Spread, type ByLabels, type Counter, type Reading } from './samples.js';
