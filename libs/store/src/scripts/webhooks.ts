import { WRITE_TOKEN_TTL_MS } from '../jobs/write-token.js';

/**
 * Replaces one subscription unless another process has changed it, and raises the version of all. KEYS: 1 the hash
 * of subscriptions, 2 the write token. ARGV: 1 id, 2 expected text ('': none), 3 new text ('': remove). Returns 1,
 * also if this command had done it before, or 0: another text.
 */
export const REPLACE_SUBSCRIPTION = `
if redis.call('PEXPIRE', KEYS[2], ${WRITE_TOKEN_TTL_MS}) == 1 then return 1 end
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return 0 end
if ARGV[3] == '' then redis.call('HDEL', KEYS[1], ARGV[1])
else redis.call('HSET', KEYS[1], ARGV[1], ARGV[3]) end
redis.call('HINCRBY', KEYS[1], 'version', 1)
redis.call('SET', KEYS[2], '1', 'PX', ${WRITE_TOKEN_TTL_MS})
return 1
`;

/**
 * Queues deliveries and moves the position in the event stream in one step. KEYS: 1 the position, 2 the set of
 * pending subscriptions, then partitions and sets of due partitions. ARGV: 1 expected position ('': none), 2 new
 * position ('': leave it), 3 due time, 4 limit of a partition. Then for each: number of its partition, number of the
 * set, subscription, partition, delivery. Of a full partition the second oldest is dropped: the oldest may be in
 * progress. Returns {subscription, delivery, …} of those dropped, or false: another position.
 */
export const ENQUEUE_DELIVERIES = `
if ARGV[2] ~= '' then
  if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return false end
  redis.call('SET', KEYS[1], ARGV[2])
end
local gone = {}
for index = 5, #ARGV, 5 do
  local list, due = KEYS[tonumber(ARGV[index])], KEYS[tonumber(ARGV[index + 1])]
  local length = redis.call('RPUSH', list, ARGV[index + 4])
  if length > tonumber(ARGV[4]) then
    gone[#gone + 1] = ARGV[index + 2]
    gone[#gone + 1] = redis.call('LINDEX', list, 1)
    redis.call('LSET', list, 1, '')
    redis.call('LREM', list, 1, '')
  end
  redis.call('ZADD', due, 'NX', ARGV[3], ARGV[index + 3])
  redis.call('SADD', KEYS[2], ARGV[index + 2])
end
return gone
`;

/**
 * Removes or replaces the oldest delivery of a partition. KEYS: 1 the set of pending subscriptions, 2 the partition,
 * 3 the set of due partitions. ARGV: 1 subscription, 2 partition, 3 expected delivery, 4 new text ('': remove), 5
 * due time. Returns 0 when another delivery is the oldest, 1 when none is left in the partition, else 2.
 */
export const COMPLETE_DELIVERY = `
if redis.call('LINDEX', KEYS[2], 0) ~= ARGV[3] then return 0 end
if ARGV[4] == '' then redis.call('LPOP', KEYS[2])
else redis.call('LSET', KEYS[2], 0, ARGV[4]) end
local left = redis.call('EXISTS', KEYS[2])
if left == 1 then redis.call('ZADD', KEYS[3], ARGV[5], ARGV[2])
else redis.call('ZREM', KEYS[3], ARGV[2]) end
if redis.call('EXISTS', KEYS[3]) == 0 then redis.call('SREM', KEYS[1], ARGV[1]) end
return 1 + left
`;

/**
 * Drops partitions of a subscription. KEYS: 1 the set of pending subscriptions, 2 the set of due partitions, then
 * the partitions. ARGV: 1 subscription, then the partitions. Returns how many are left.
 */
export const DROP_PARTITIONS = `
for index = 3, #KEYS do
  redis.call('DEL', KEYS[index])
  redis.call('ZREM', KEYS[2], ARGV[index - 1])
end
local left = redis.call('ZCARD', KEYS[2])
if left == 0 then redis.call('SREM', KEYS[1], ARGV[1]) end
return left
`;

/**
 * Logs a delivery, unless its subscription was removed. KEYS: 1 sorted set of delivery ids by first time, 2 the hash
 * of deliveries, 3 the hash of subscriptions. ARGV: 1 id, 2 time, 3 text, 4 limit, 5 time to live, milliseconds, 6
 * subscription. Returns 1, or 0: nothing written.
 */
export const LOG_DELIVERY = `
if redis.call('HEXISTS', KEYS[3], ARGV[6]) == 0 then return 0 end
redis.call('ZADD', KEYS[1], 'NX', ARGV[2], ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
local surplus = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[4])
if surplus > 0 then
  local oldest = redis.call('ZRANGE', KEYS[1], 0, surplus - 1)
  redis.call('ZREM', KEYS[1], unpack(oldest))
  redis.call('HDEL', KEYS[2], unpack(oldest))
end
redis.call('PEXPIRE', KEYS[1], ARGV[5])
redis.call('PEXPIRE', KEYS[2], ARGV[5])
return 1
`;
