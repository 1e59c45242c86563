export * from './metric.catalog.js';
export { Metrics, type MetricsViewer } from './metrics.js';
export { CounterValue, Histogram, type LabeledSeries, type Counter, type Measurement } from './samples.js';
