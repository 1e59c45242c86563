export * from './gateway.problem.js';
export * from './jobgate.client.js';
export type { FollowedJob } from './job.follow.js';
export type { components, operations, paths } from './generated/openapi.js';
