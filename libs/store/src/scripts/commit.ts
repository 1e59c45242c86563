/**
 * The one way in which jobs change: record, history, result, last answer, schedule, indexes, expiry and event of each
 * job in one step, or nothing at all of it when somebody else wrote in between.
 *
 * KEYS[1] the version counter. ARGV: 1 base, 2 longest history, 3 longest event stream, 4 how many jobs. Then for each:
 * job key, expected version (0: must not exist), record, next check ('' none), and what else changes, ended by '':
 * `news`, event type, revision, state before ('' for a new job), state, changedAt, facts (of event-facts.ts) · `moved`,
 * transition as text · `started`, time (`-inf` none) · `expiry`, time ('' none) · `text`, name (`result`, `raw`), text (''
 * deletes) · `present` (it was absent, perhaps).
 * What cannot have changed is not touched.
 *
 * Versions come from one counter of the connection: a job that is forgotten and tracked again never gets a version that
 * a late writer may still hold of its former life.
 *
 * Returns for each job the new version, or the stored value (false: none) where it was another one than expected.
 */
export const COMMIT = `
local base, place, reply = ARGV[1], 5, {}
local version = redis.call('INCRBY', KEYS[1], ARGV[4]) - ARGV[4]

local function take()
  place = place + 1
  return ARGV[place - 1]
end

for index = 1, tonumber(ARGV[4]) do
  local key, expected, record, due = take(), take(), take(), take()
  local name = base .. 'job:' .. key
  local found = string.match(redis.call('GETRANGE', name, 0, 16), '^%d+') or '0'
  local isExpected = found == expected
  if isExpected then
    version = version + 1
    reply[index] = version
    redis.call('SET', name, string.format('%d', version) .. record)
    if due == '' then redis.call('ZREM', base .. 'schedule', key)
    else redis.call('ZADD', base .. 'schedule', due, key) end
  else
    reply[index] = redis.call('GET', name)
  end
  local part = take()
  while part ~= '' do
    if part == 'news' then
      local event, revision, before, state, changedAt, facts = take(), take(), take(), take(), take(), take()
      if isExpected then
        redis.call('ZADD', base .. 'index:changed', changedAt, key)
        if before ~= '' and before ~= state then redis.call('ZREM', base .. 'index:state:' .. before, key) end
        redis.call('ZADD', base .. 'index:state:' .. state, changedAt, key)
        redis.call('XADD', base .. 'events', 'MAXLEN', '~', ARGV[3], '*',
          'type', event, 'key', key, 'revision', revision, 'from', before, 'to', state, 'facts', facts)
      end
    elseif part == 'moved' then
      local transition = take()
      if isExpected then
        local length = redis.call('RPUSH', base .. 'history:' .. key, transition)
        if length > tonumber(ARGV[2]) then redis.call('LTRIM', base .. 'history:' .. key, -tonumber(ARGV[2]), -1) end
      end
    elseif part == 'started' then
      local at = take()
      if isExpected then redis.call('ZADD', base .. 'index:started', at, key) end
    elseif part == 'expiry' then
      local at = take()
      if isExpected and at == '' then redis.call('ZREM', base .. 'expiry', key)
      elseif isExpected then redis.call('ZADD', base .. 'expiry', at, key) end
    elseif part == 'text' then
      local text = base .. take() .. ':' .. key
      local value = take()
      if isExpected and value == '' then redis.call('DEL', text)
      elseif isExpected then redis.call('SET', text, value) end
    elseif isExpected then
      redis.call('DEL', base .. 'absent:' .. key)
    end
    part = take()
  end
end
return reply
`;
