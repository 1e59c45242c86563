/**
 * The one way in which a job changes: record, history, result, last answer, schedule, indexes, expiry and event in one
 * step, or nothing at all when somebody else wrote in between.
 *
 * KEYS[1] the record's key. ARGV: 1 base, 2 job key, 3 expected version (0: must not exist), 4 record as JSON,
 * 5 state before ('' for a new job), 6 state, 7 changedAt, 8 next check ('' none), 9 expiry ('' none), 10 event type
 * ('' none), 11 revision, 12 transition as JSON ('' none), 13 longest history, 14 longest event stream.
 * Then pairs of name and text for `result` and `raw` (an empty text deletes).
 *
 * Versions come from one counter of the connection: a job that is forgotten and tracked again never gets a version that
 * a late writer may still hold of its former life.
 *
 * Returns {1, the new version} or {0, the stored value or false}.
 */
export const COMMIT = `
local base, key, expected = ARGV[1], ARGV[2], tonumber(ARGV[3])
local stored = redis.call('GET', KEYS[1])
local found = 0
if stored then found = tonumber(string.match(stored, '^%d+')) end
if found ~= expected then return {0, stored} end

local version = redis.call('INCR', base .. 'version')
redis.call('SET', KEYS[1], string.format('%d', version) .. '\\n' .. ARGV[4])

local before, state, changedAt = ARGV[5], ARGV[6], ARGV[7]
if ARGV[10] ~= '' then
  redis.call('ZADD', base .. 'index:changed', changedAt, key)
  if before ~= '' and before ~= state then redis.call('ZREM', base .. 'index:state:' .. before, key) end
  redis.call('ZADD', base .. 'index:state:' .. state, changedAt, key)
  redis.call('XADD', base .. 'events', 'MAXLEN', '~', ARGV[14], '*',
    'type', ARGV[10], 'key', key, 'revision', ARGV[11], 'from', before, 'to', state)
end

if ARGV[8] == '' then redis.call('ZREM', base .. 'schedule', key)
else redis.call('ZADD', base .. 'schedule', ARGV[8], key) end
if ARGV[9] == '' then redis.call('ZREM', base .. 'expiry', key)
else redis.call('ZADD', base .. 'expiry', ARGV[9], key) end

if ARGV[12] ~= '' then
  redis.call('RPUSH', base .. 'history:' .. key, ARGV[12])
  redis.call('LTRIM', base .. 'history:' .. key, -tonumber(ARGV[13]), -1)
end
for index = 15, #ARGV, 2 do
  local name = base .. ARGV[index] .. ':' .. key
  if ARGV[index + 1] == '' then redis.call('DEL', name) else redis.call('SET', name, ARGV[index + 1]) end
end
redis.call('DEL', base .. 'absent:' .. key)
return {1, version}
`;
