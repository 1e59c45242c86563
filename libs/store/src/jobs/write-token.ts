/**
 * ioredis sends a command again if its reply was lost. The effect of the write is remembered for longer than that.
 * Reading it is a write as well, so that a following WAIT covers both.
 */
export const WRITE_TOKEN_TTL_MS = 60_000;
