/**
 * Counts one more for a caller, unless there are as many as may be. What counts already is entered anew: whoever entered it
 * before can tell that somebody else relies on it since.
 *
 * KEYS[1] the sorted set of what counts, by the time at which it was entered or last looked at. ARGV: 1 what is entered, 2 how
 * many may count, 3 how long the set is kept without anything new, milliseconds.
 *
 * Returns the time of the entry, 0 where it counted already, or -1: there are as many as may be.
 */
export const ADD_TRACKED_JOB = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local known = redis.call('ZSCORE', KEYS[1], ARGV[1])
if known then now = math.max(now, known + 1)
elseif redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return -1 end
redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
if known then return 0 end
return now
`;

/**
 * Takes out of what counts for a caller, or puts something else in its place, whatever was not entered anew meanwhile.
 *
 * KEYS[1] the sorted set. ARGV: 1 how long it is kept, milliseconds; then for each: what was entered, the time of the entry
 * ('' whichever), what counts instead from now on ('' nothing; the same: it was looked at).
 *
 * Returns of how many it was so.
 */
export const UPDATE_TRACKED_JOBS = `
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local settled = 0
for index = 2, #ARGV, 3 do
  local known = redis.call('ZSCORE', KEYS[1], ARGV[index])
  if known and (ARGV[index + 1] == '' or tonumber(known) == tonumber(ARGV[index + 1])) then
    settled = settled + 1
    if ARGV[index + 2] ~= ARGV[index] then redis.call('ZREM', KEYS[1], ARGV[index]) end
    if ARGV[index + 2] ~= '' then redis.call('ZADD', KEYS[1], now, ARGV[index + 2]) end
  end
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return settled
`;
