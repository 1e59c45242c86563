/**
 * Flags of Node when it runs an app; package.json and docker-compose.yml say the same. A worker has
 * thousands of jobs in hand for some milliseconds each: in a small young generation they are copied again and again. A gateway
 * keeps some ten megabytes of answers, and whatever it does beside that is soon garbage: left to itself, V8 lets the heap
 * grow to four times of what is in use before it looks.
 */
export const NODE_FLAGS = { gateway: ['--heap-growing-percent=50'], worker: ['--max-semi-space-size=64'] };
