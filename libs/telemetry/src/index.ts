export * from './logger.js';
export * from './nest.logger.js';
export { Redactor } from './redaction.js';
