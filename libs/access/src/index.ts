export * from './access.js';
export { Caller, type Grant } from './caller.js';
export * from './scopes.js';
export type { TokenRules } from './token.verifier.js';
