export * from './access.js';
export * from './caller.js';
export * from './scopes.js';
