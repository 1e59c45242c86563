export * from './answer.js';
export * from './connection.js';
export * from './exchange.js';
export * from './fetch-each.js';
export { HttpClient } from './http-client.js';
export { Limiter, pause } from './limiter.js';
export * from './redaction.js';
export * from './session.js';
