/**
 * Claims an idempotency key for one request. The same claim may be sent twice. Redis measures the time.
 *
 * KEYS[1] the key. ARGV: 1 fingerprint of the request, 2 command id for a first request, 3 token, 4 time of the lock,
 * milliseconds, 5 time to live from the first request on, milliseconds, which is less than that of the command.
 *
 * Returns {'mine', command id, time of the first request in milliseconds} · {'other'} used for another request · {'busy',
 * milliseconds} locked · {'answered', response}.
 */
export const CLAIM_IDEMPOTENCY_KEY = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local known = redis.call('HMGET', KEYS[1], 'fingerprint', 'command', 'until', 'answer', 'since', 'token')
if known[1] and known[1] ~= ARGV[1] then return {'other'} end
if known[4] then return {'answered', known[4]} end
local isTaken = known[3] and tonumber(known[3]) > now and known[6] ~= ARGV[3]
if isTaken then return {'busy', tostring(tonumber(known[3]) - now)} end
local command = known[2] or ARGV[2]
local since = known[5] or string.format('%.0f', now)
local taken = { 'fingerprint', ARGV[1], 'command', command, 'since', since, 'token', ARGV[3], 'until', now + ARGV[4] }
redis.call('HSET', KEYS[1], unpack(taken))
if not known[2] then redis.call('PEXPIRE', KEYS[1], ARGV[5]) end
return {'mine', command, since}
`;

/**
 * Updates a claimed key. KEYS[1] the key. ARGV: 1 token, 2 'extend' (3: lock time from now, milliseconds), 'answer' (3: the
 * response), 'release' (a repeated request continues with the same command) or 'forget'.
 * Returns 1, or 0: another token.
 */
export const UPDATE_IDEMPOTENCY_KEY = `
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
if ARGV[2] == 'extend' then
  local time = redis.call('TIME')
  redis.call('HSET', KEYS[1], 'until', time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[3])
elseif ARGV[2] == 'answer' then
  redis.call('HSET', KEYS[1], 'answer', ARGV[3])
  redis.call('HDEL', KEYS[1], 'token', 'until')
elseif ARGV[2] == 'release' then
  redis.call('HDEL', KEYS[1], 'token', 'until')
else
  redis.call('DEL', KEYS[1])
end
return 1
`;
