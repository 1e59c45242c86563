/**
 * What Node is told besides the script when it runs an app; package.json and docker-compose.yml say the same. A worker has
 * thousands of jobs in hand for some milliseconds each: in a small young generation they are copied again and again.
 */
export const NODE_FLAGS = { gateway: [], worker: ['--max-semi-space-size=64'] };
