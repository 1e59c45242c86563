/**
 * Takes jobs that are due, oldest first, by moving their check to the end of a lease. A worker that dies gives them
 * back by doing nothing.
 *
 * KEYS[1] the schedule. ARGV: 1 now, 2 end of the lease, 3 how many at most.
 * Returns {time of the next check after these or false, job key, job key, …}.
 */
export const CLAIM = `
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, key in ipairs(due) do redis.call('ZADD', KEYS[1], ARGV[2], key) end
local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
table.insert(due, 1, first[2] or false)
return due
`;

/**
 * Takes jobs out of the schedule that are tracked no longer, unless somebody has written them meanwhile.
 * KEYS[1] the schedule, then their records. ARGV: 1 the time at which they stand, then their job keys. Returns how many went.
 */
export const UNSCHEDULE = `
local gone = 0
for index = 2, #KEYS do
  local score = redis.call('ZSCORE', KEYS[1], ARGV[index])
  if score and tonumber(score) == tonumber(ARGV[1]) and redis.call('EXISTS', KEYS[index]) == 0 then
    gone = gone + redis.call('ZREM', KEYS[1], ARGV[index])
  end
end
return gone
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
