/**
 * Takes a key of a caller's for one request, unless another request has it; sent again by the same asker, it is answered
 * alike. Redis counts the time.
 *
 * KEYS[1] the key. ARGV: 1 fingerprint of the request, 2 command id for a first one, 3 token of the asker, 4 how long the
 * asker has it unless it says more, milliseconds, 5 how long the key is kept from its first request on, milliseconds:
 * however often that is repeated, it must not outlive what is known of its command.
 *
 * Returns {'mine', command id, time of the first request in milliseconds} · {'other'} the key stood for another request ·
 * {'busy', milliseconds} somebody is at it · {'answered', answer}.
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
 * Says more of a key that one still has. KEYS[1] the key. ARGV: 1 token, 2 what: 'extend' (3: by how many milliseconds from
 * now), 'answer' (3: the answer), 'release' (who asks again goes on with the same command), 'forget'.
 * Returns 1, or 0 when somebody else has it.
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
