/**
 * Puts a job where its record says that it stands in the sorted sets that are derived from records, or only tells where it
 * stands otherwise. One step: a commit comes before it or after it.
 *
 * KEYS: 1 the record, then sorted sets. ARGV: 1 job key, 2 the version of the record that the scores were derived from ('' there
 * is no record), 3 '1' to write. Then for each sorted set: the right score ('' none), and the latest one that is right as well
 * ('' no other; whatever is earlier is right, too).
 *
 * Returns the numbers of the sorted sets, counted from 1, in which it stood otherwise, or false when another version stands there.
 */
export const REPAIR_JOB_INDEXES = `
local key, isRepair = ARGV[1], ARGV[3] == '1'
if ARGV[2] == '' then
  if redis.call('EXISTS', KEYS[1]) == 1 then return false end
elseif string.match(redis.call('GETRANGE', KEYS[1], 0, 16), '^%d+') ~= ARGV[2] then
  return false
end
local wrong = {}
for index = 2, #KEYS do
  local right, latest = ARGV[2 * index], ARGV[2 * index + 1]
  local found = redis.call('ZSCORE', KEYS[index], key)
  local isRight
  if right == '' then isRight = not found
  elseif latest == '' then isRight = found and (found == right or tonumber(found) == tonumber(right))
  else isRight = found and tonumber(found) <= tonumber(latest) end
  if not isRight then
    wrong[#wrong + 1] = index - 1
    if isRepair and right == '' then redis.call('ZREM', KEYS[index], key)
    elseif isRepair then redis.call('ZADD', KEYS[index], right, key) end
  end
end
return wrong
`;

/**
 * Puts a partition of deliveries where it belongs: one in which something waits is due, and its subscription is pending; an empty
 * one is not. Or only tells what is otherwise.
 *
 * KEYS: 1 the partition, 2 the set in which partitions of the subscription are due, 3 the set of subscriptions with something pending.
 * ARGV: 1 subscription, 2 partition, 3 '1' to write, 4 when a partition that was not due is due.
 *
 * Returns the numbers of the keys, 2 or 3, that said otherwise.
 */
export const REPAIR_PARTITION = `
local isRepair, wrong = ARGV[3] == '1', {}
local isWaiting = redis.call('EXISTS', KEYS[1]) == 1
local isDue = redis.call('ZSCORE', KEYS[2], ARGV[2]) and true or false
if isDue ~= isWaiting then
  wrong[1] = 2
  if isRepair and isWaiting then redis.call('ZADD', KEYS[2], ARGV[4], ARGV[2])
  elseif isRepair then redis.call('ZREM', KEYS[2], ARGV[2]) end
end
local partitions = redis.call('ZCARD', KEYS[2])
if not isRepair and isDue ~= isWaiting then partitions = partitions + (isWaiting and 1 or -1) end
if (redis.call('SISMEMBER', KEYS[3], ARGV[1]) == 1) ~= (partitions > 0) then
  wrong[#wrong + 1] = 3
  if isRepair and partitions > 0 then redis.call('SADD', KEYS[3], ARGV[1])
  elseif isRepair then redis.call('SREM', KEYS[3], ARGV[1]) end
end
return wrong
`;

/**
 * Raises a version to one that a record has. KEYS[1] the last version. ARGV: 1 that of the record, 2 '1' to write.
 * Returns 1 when it was lower.
 */
export const RAISE_VERSION = `
if tonumber(redis.call('GET', KEYS[1]) or 0) >= tonumber(ARGV[1]) then return 0 end
if ARGV[2] == '1' then redis.call('SET', KEYS[1], ARGV[1]) end
return 1
`;
