/**
 * Calls the roll of the workers. Redis counts the time, so that the workers' clocks do not matter.
 * KEYS: 1 sorted set of workers by the time until which they count as alive, 2 the key that says that one was seen lately.
 * ARGV: 1 who, 2 for how long, 3 for how long the latter is said, milliseconds.
 * Returns how many are alive, with the caller.
 */
export const PRESENT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[3])
return redis.call('ZCARD', KEYS[1])
`;
