export * from './actions.js';
export * from './descriptor.js';
export * from './provider.js';
export * from './provider-list.js';
export * from './provider-token.js';
export * from './registry.js';
