/**
 * Reports that a worker is alive. Redis counts the time, so that the workers' clocks do not matter.
 * KEYS: 1 sorted set of workers by the time until which they count as alive, 2 the key that says that one was seen lately,
 * 3 set of the workers that died without a word. ARGV: 1 worker, 2 for how long it counts as alive, 3 for how long the key says
 * so, milliseconds.
 * Returns how many are alive, with the caller, then some of those that died.
 */
export const HEARTBEAT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
local dead = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)
if #dead > 0 then
  redis.call('ZREM', KEYS[1], unpack(dead))
  redis.call('SADD', KEYS[3], unpack(dead))
end
redis.call('SREM', KEYS[3], ARGV[1])
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[3])
local reply = redis.call('SRANDMEMBER', KEYS[3], 10)
table.insert(reply, 1, tostring(redis.call('ZCARD', KEYS[1])))
return reply
`;
