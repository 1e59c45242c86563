/**
 * Repairs the entries of a job in derived sorted sets, or only compares them. KEYS: 1 the record, then sorted sets.
 * ARGV: 1 job key, 2 version of the record ('': no record), 3 '1' to write. Then for each sorted set: expected score
 * ('': none), and the latest score that is also correct ('': none; earlier ones are correct). Returns the numbers of
 * incorrect sets, counted from 1, or false: the record has another version.
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
 * Repairs the marks of a partition of deliveries, or only compares them: if it has entries, it is due and its
 * subscription pending. KEYS: 1 the partition, 2 the set of due partitions, 3 the set of pending subscriptions.
 * ARGV: 1 subscription, 2 partition, 3 '1' to write, 4 due time of a partition that was not due. Returns the numbers
 * of the incorrect keys, 2 or 3.
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
 * Raises the last version to that of a record. KEYS[1] the last version. ARGV: 1 version of the record, 2 '1' to
 * write. Returns 1 if it was lower.
 */
export const RAISE_VERSION = `
if tonumber(redis.call('GET', KEYS[1]) or 0) >= tonumber(ARGV[1]) then return 0 end
if ARGV[2] == '1' then redis.call('SET', KEYS[1], ARGV[1]) end
return 1
`;
