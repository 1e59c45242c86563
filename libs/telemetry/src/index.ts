export * from './clock-report.js';
export * from './undecodable-report.js';
export * from './fatal-error.js';
export * from './logger.js';
export * from './metrics/index.js';
export * from './nest.logger.js';
export * from './eviction-policy-report.js';
export { LogRedactor } from './redaction.js';
export * from './traces/index.js';
