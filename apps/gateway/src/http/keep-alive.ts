/**
 * How long a connection stays open between two requests, in milliseconds. Longer than load balancers keep theirs, which is
 * 60 s mostly: were the gateway the first to close, a request that is just being sent would be lost.
 */
export const KEEP_ALIVE_MS = 75_000;
