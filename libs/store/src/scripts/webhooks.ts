import { WRITE_TOKEN_TTL_MS } from '../jobs/write-token.js';

/**
 * Writes one subscription, unless somebody else wrote it in between; all copies of the list are outdated then.
 * KEYS: 1 the hash of subscriptions, 2 where it stands that this was done. ARGV: 1 id, 2 the text expected ('' none), 3 the new
 * text ('' removes it).
 * Returns 1, also when this very command had done it before, or 0 when another text stands there.
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
 * Hands deliveries over and moves the place up to which the event stream has been read, in one step: whoever is killed
 * before it has done nothing, after it everything.
 *
 * KEYS: 1 the place, 2 the set of subscriptions with something pending, then partitions and the sets in which they are due.
 * ARGV: 1 the place expected ('' none so far), 2 the new place ('' leaves it, and expects nothing), 3 when they are due, 4 how
 * many may wait in one partition. Then for each: number of the key of its partition, number of the key of the set, subscription, partition,
 * delivery.
 *
 * In a partition that is full the second oldest goes: the oldest may be on its way, and the newest says how things stand.
 * Returns {subscription, delivery, …} of those that went, or false when the place was another one.
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
 * What becomes of the oldest delivery of a partition: it goes, or another text takes its place. The partition is due then.
 * KEYS: 1 the set of subscriptions with something pending, 2 the partition, 3 the set in which it is due. ARGV: 1 subscription,
 * 2 partition, 3 the delivery expected, 4 the new text ('' it goes), 5 when the partition is due.
 * Returns 1, or 0 when another delivery is the oldest by now.
 */
export const COMPLETE_DELIVERY = `
if redis.call('LINDEX', KEYS[2], 0) ~= ARGV[3] then return 0 end
if ARGV[4] == '' then redis.call('LPOP', KEYS[2])
else redis.call('LSET', KEYS[2], 0, ARGV[4]) end
if redis.call('EXISTS', KEYS[2]) == 1 then redis.call('ZADD', KEYS[3], ARGV[5], ARGV[2])
else redis.call('ZREM', KEYS[3], ARGV[2]) end
if redis.call('EXISTS', KEYS[3]) == 0 then redis.call('SREM', KEYS[1], ARGV[1]) end
return 1
`;

/**
 * Drops what is pending for a subscription in some partitions.
 * KEYS: 1 the set of subscriptions with something pending, 2 the set in which its partitions are due, then the partitions. ARGV:
 * 1 subscription, then the names of these partitions. Returns how many partitions are left.
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
 * Writes down what is known of a delivery; of each subscription the newest are kept, and none once the last was written
 * long ago. Nothing is written for a subscription that is not there any more.
 * KEYS: 1 sorted set of delivery ids by time, 2 a hash of them, 3 the hash of subscriptions. ARGV: 1 id, 2 time, 3 text, 4 how
 * many are kept, 5 for how long, milliseconds, 6 the subscription. A delivery keeps the time that it was written down with
 * first. Returns 1, or 0 when nothing was written.
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
