export * from './access.js';
export * from './caller.js';
export * from './scopes.js';
export type { TokenRules } from './token.verifier.js';
