export { unwrap } from './gateway.transport.js';
export * from './gateway.problem.js';
export * from './jobgate.client.js';
export type { FollowedJob } from './job.follow.js';
export type { EventFilter, ListChange } from './list.watch.js';
export type { components, operations, paths } from './generated/openapi.js';
