/**
 * Calls the roll of the workers. Redis counts the time, so that the workers' clocks do not matter.
 * KEYS[1] sorted set of workers by the time until which they count as alive. ARGV: 1 who, 2 for how long, milliseconds,
 * 3 the key that says that one was seen lately, in the same slot, 4 for how long that is said, milliseconds.
 * Returns how many are alive, with the caller.
 */
export const PRESENT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('SET', ARGV[3], ARGV[1], 'PX', ARGV[4])
return redis.call('ZCARD', KEYS[1])
`;
