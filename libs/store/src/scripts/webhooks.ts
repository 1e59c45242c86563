/**
 * Writes one subscription, unless somebody else wrote it in between; all copies of the list are outdated then.
 * KEYS[1] the hash of subscriptions. ARGV: 1 id, 2 the text expected ('' none), 3 the new text ('' removes it).
 * Returns 1, or 0 when another text stands there.
 */
export const SUBSCRIBE = `
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return 0 end
if ARGV[3] == '' then redis.call('HDEL', KEYS[1], ARGV[1])
else redis.call('HSET', KEYS[1], ARGV[1], ARGV[3]) end
redis.call('HINCRBY', KEYS[1], 'version', 1)
return 1
`;

/**
 * Hands deliveries over and moves the place up to which the event stream has been read, in one step: whoever is killed
 * before it has done nothing, after it everything.
 *
 * KEYS[1] the place. ARGV: 1 base, 2 the place expected ('' none so far), 3 the new place ('' leaves it, and expects
 * nothing), 4 when they are due, 5 how many may wait in one lane. Then for each: subscription, lane, delivery.
 *
 * In a lane that is full the second oldest goes: the oldest may be on its way, and the newest says how things stand.
 * Returns {subscription, delivery, …} of those that went, or false when the place was another one.
 */
export const HAND_OVER = `
local base = ARGV[1]
if ARGV[3] ~= '' then
  if (redis.call('GET', KEYS[1]) or '') ~= ARGV[2] then return false end
  redis.call('SET', KEYS[1], ARGV[3])
end
local gone = {}
for index = 6, #ARGV, 3 do
  local subscription, lane = ARGV[index], ARGV[index + 1]
  local list = base .. 'webhooks:lane:' .. subscription .. ':' .. lane
  local length = redis.call('RPUSH', list, ARGV[index + 2])
  if length > tonumber(ARGV[5]) then
    gone[#gone + 1] = subscription
    gone[#gone + 1] = redis.call('LINDEX', list, 1)
    redis.call('LSET', list, 1, '')
    redis.call('LREM', list, 1, '')
  end
  redis.call('ZADD', base .. 'webhooks:due:' .. subscription, 'NX', ARGV[4], lane)
  redis.call('SADD', base .. 'webhooks:pending', subscription)
end
return gone
`;

/**
 * What becomes of the oldest delivery of a lane: it goes, or another text takes its place. The lane is due then.
 * KEYS[1] the set of subscriptions with something pending. ARGV: 1 base, 2 subscription, 3 lane, 4 the delivery expected,
 * 5 the new text ('' it goes), 6 when the lane is due.
 * Returns 1, or 0 when another delivery is the oldest by now.
 */
export const SETTLE = `
local base, subscription, lane = ARGV[1], ARGV[2], ARGV[3]
local list = base .. 'webhooks:lane:' .. subscription .. ':' .. lane
local due = base .. 'webhooks:due:' .. subscription
if redis.call('LINDEX', list, 0) ~= ARGV[4] then return 0 end
if ARGV[5] == '' then redis.call('LPOP', list)
else redis.call('LSET', list, 0, ARGV[5]) end
if redis.call('EXISTS', list) == 1 then redis.call('ZADD', due, ARGV[6], lane)
else redis.call('ZREM', due, lane) end
if redis.call('EXISTS', due) == 0 then redis.call('SREM', KEYS[1], subscription) end
return 1
`;

/**
 * Drops what is pending for a subscription, some lanes at a time.
 * KEYS[1] the set of subscriptions with something pending. ARGV: 1 base, 2 subscription, 3 how many lanes.
 * Returns how many lanes are left.
 */
export const DROP = `
local base, subscription = ARGV[1], ARGV[2]
local due = base .. 'webhooks:due:' .. subscription
for _, lane in ipairs(redis.call('ZRANGE', due, 0, tonumber(ARGV[3]) - 1)) do
  redis.call('DEL', base .. 'webhooks:lane:' .. subscription .. ':' .. lane)
  redis.call('ZREM', due, lane)
end
local left = redis.call('ZCARD', due)
if left == 0 then redis.call('SREM', KEYS[1], subscription) end
return left
`;

/**
 * Writes down what is known of a delivery; of each subscription the newest are kept, and none once the last was written
 * long ago. Nothing is written for a subscription that is not there any more.
 * KEYS[1] sorted set of delivery ids by time, KEYS[1] .. ':texts' a hash of them. ARGV: 1 id, 2 time, 3 text, 4 how many
 * are kept, 5 for how long, milliseconds, 6 the hash of subscriptions, 7 the subscription. A delivery keeps the time that
 * it was written down with first. Returns 1, or 0 when nothing was written.
 */
export const WRITE_DOWN = `
if redis.call('HEXISTS', ARGV[6], ARGV[7]) == 0 then return 0 end
local texts = KEYS[1] .. ':texts'
redis.call('ZADD', KEYS[1], 'NX', ARGV[2], ARGV[1])
redis.call('HSET', texts, ARGV[1], ARGV[3])
local surplus = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[4])
if surplus > 0 then
  local oldest = redis.call('ZRANGE', KEYS[1], 0, surplus - 1)
  redis.call('ZREM', KEYS[1], unpack(oldest))
  redis.call('HDEL', texts, unpack(oldest))
end
redis.call('PEXPIRE', KEYS[1], ARGV[5])
redis.call('PEXPIRE', texts, ARGV[5])
return 1
`;
