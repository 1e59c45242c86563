export * from './metric.catalog.js';
export { Metrics, type MetricsViewer } from './metrics.js';
export { Count, Spread, type ByLabels, type Counter, type Reading } from './samples.js';
