export { SpanKind, SpanStatusCode } from '@opentelemetry/api';
export * from './trace-settings.js';
export * from './traces.js';
