/**
 * Takes jobs that are due, oldest first, by moving their check to the end of a lease. A worker that dies gives them
 * back by doing nothing.
 *
 * KEYS[1] the schedule. ARGV: 1 base, 2 now, 3 end of the lease, 4 how many at most.
 * Returns {time of the next check after these or false, key, stored value, key, stored value, …}.
 */
export const CLAIM = `
local base, now = ARGV[1], ARGV[2]
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[4])
local claimed = {}
for _, key in ipairs(due) do
  local stored = redis.call('GET', base .. 'job:' .. key)
  if stored then
    redis.call('ZADD', KEYS[1], ARGV[3], key)
    claimed[#claimed + 1] = key
    claimed[#claimed + 1] = stored
  else
    redis.call('ZREM', KEYS[1], key)
  end
end
local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
local reply = {first[2] or false}
for _, value in ipairs(claimed) do reply[#reply + 1] = value end
return reply
`;

/**
 * Moves jobs that are still scheduled at the time that the caller knows, to another time: to extend a lease, or to give
 * jobs back. A job that was committed meanwhile stays where the commit put it.
 * KEYS[1] the schedule. ARGV: 1 known time, 2 new time, then job keys. Returns how many were moved.
 */
export const MOVE = `
local moved = 0
for index = 3, #ARGV do
  local score = redis.call('ZSCORE', KEYS[1], ARGV[index])
  if score and tonumber(score) == tonumber(ARGV[1]) then
    redis.call('ZADD', KEYS[1], ARGV[2], ARGV[index])
    moved = moved + 1
  end
end
return moved
`;
