export * from './clock-report.js';
export * from './unreadable-report.js';
export * from './last-word.js';
export * from './logger.js';
export * from './metrics/index.js';
export * from './nest.logger.js';
export * from './policy-report.js';
export { Redactor } from './redaction.js';
export * from './traces/index.js';
