/**
 * Counts one more job for a caller within the limit. An entry that is there gets a new time, so that its first owner
 * does not remove it. KEYS[1] the sorted set of entries by the time of addition or review. ARGV: 1 entry, 2 limit, 3
 * time to live, milliseconds. Returns the time of the entry, 0: already counted, or -1: the limit is reached.
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
 * Removes or replaces entries that were not added again meanwhile. KEYS[1] the sorted set. ARGV: 1 time to live,
 * milliseconds; then for each: entry, its time ('': any), replacement ('': none; the same: reviewed). Returns how
 * many.
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
