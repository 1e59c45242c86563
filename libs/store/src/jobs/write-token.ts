/**
 * A client sends a command again whose answer was lost with its connection. Longer than it takes to do so, it is known what
 * the write did. That this is asked for is a write as well, so that a WAIT behind it holds for both.
 */
export const WRITE_TOKEN_TTL_MS = 60_000;
