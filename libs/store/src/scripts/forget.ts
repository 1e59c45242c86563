/**
 * Removes everything kept of a job and says so in the event stream.
 * KEYS[1] the record's key. ARGV: 1 base, 2 job key, 3 event type, 4 longest event stream, 5 expiry not later than this
 * time, '' to forget whatever the expiry.
 * Returns 1, or 0 when there is no such job (or it does not expire yet).
 */
export const FORGET = `
local base, key = ARGV[1], ARGV[2]
if ARGV[5] ~= '' then
  local expiresAt = redis.call('ZSCORE', base .. 'expiry', key)
  if not expiresAt or tonumber(expiresAt) > tonumber(ARGV[5]) then return 0 end
end
local stored = redis.call('GET', KEYS[1])
redis.call('ZREM', base .. 'schedule', key)
redis.call('ZREM', base .. 'expiry', key)
redis.call('ZREM', base .. 'index:changed', key)
redis.call('ZREM', base .. 'index:started', key)
for _, state in ipairs({'unknown', 'idle', 'queued', 'running', 'canceling', 'succeeded', 'failed', 'canceled', 'lost'}) do
  redis.call('ZREM', base .. 'index:state:' .. state, key)
end
redis.call('DEL', KEYS[1], base .. 'history:' .. key, base .. 'result:' .. key, base .. 'raw:' .. key, base .. 'absent:' .. key)
if not stored then return 0 end
redis.call('XADD', base .. 'events', 'MAXLEN', '~', ARGV[4], '*', 'type', ARGV[3], 'key', key)
return 1
`;
