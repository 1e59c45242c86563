import { WRITE_TOKEN_TTL_MS } from '../jobs/write-token.js';

/**
 * Changes jobs: record, history, result, last response, schedule, indexes, expiry and event of each job in one step, or nothing
 * of it if another process wrote in between.
 *
 * KEYS: 1 last version, 2 schedule, 3 highest removed revision, 4 lineage, then all other keys that are touched, each once, so
 * that a moving slot of a cluster is noticed before any write.
 * ARGV: 1 length of a record's key before the job key, 2 maximum history, 3 maximum event stream, 4 number of jobs. Then for each
 * job (`#`: number of a key): # of the record, expected version (0: must not exist), record, next check ('': none), and parts up
 * to '':
 * `news`, # of the index of changes, # of the index of the former state ('': none, or the same), # of that of the state, # of the
 * event stream, event type, revision, former state ('': new job), state, changedAt, facts (event-facts.codec.ts) · `moved`, # of
 * the history, transition · `score`, # of a sorted set, score ('': remove) · `text`, #, value · `once`, # of the write token,
 * which stores the version for `WRITE_TOKEN_TTL_MS` in case the command is sent again · `drop`, # to delete · `retire`, #, time
 * to live in milliseconds.
 *
 * Versions rise over all jobs of a connection, and are at least the server's time in microseconds (16 digits, below 2^53), so
 * that no version is given twice, even after a job was removed or lost.
 *
 * A promoted or restarted server may lack writes, and with them revisions that were given out. It has another replication id,
 * which is found by the first change: jobs that were last written before get the time in milliseconds as their next revision,
 * which is higher than any given out. Not for users who may not run INFO.
 * https://redis.io/docs/latest/operate/oss_and_stack/management/replication/
 *
 * Returns for each job the new version; or the stored value (false: none) if its version is not the expected one; or, negated,
 * the highest revision that may have been given out, if the new one is not above it: nothing is written then.
 */
export const COMMIT = `
local place, reply = 5, {}
local time = redis.call('TIME')
local version = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), time[1] * 1000000 + time[2])
local forgotten, since

-- The version below which records may lack changes.
local function sinceWhen()
  if since then return since end
  since = 0
  local facts = redis.pcall('INFO', 'replication')
  local server = type(facts) == 'string' and string.match(facts, 'master_replid:(%x+)')
  if not server then return since end
  local known, from = string.match(redis.call('GET', KEYS[4]) or '', '^(%x+) (%d+)$')
  if known == server then since = tonumber(from)
  else
    if known then since = version end
    redis.call('SET', KEYS[4], string.format('%s %d', server, since))
  end
  return since
end

local function take()
  place = place + 1
  return ARGV[place - 1]
end

local function name()
  return KEYS[tonumber(take())]
end

for index = 1, tonumber(ARGV[4]) do
  local record, expected, text, due = name(), take(), take(), take()
  local key = string.sub(record, ARGV[1] + 1)
  local found = string.match(redis.call('GETRANGE', record, 0, 16), '^%d+') or '0'
  local isExpected = found == expected
  local isPast, highest = false, 0
  if isExpected and expected == '0' then
    forgotten = forgotten or tonumber(redis.call('GET', KEYS[3]) or 0)
    -- A new job begins with its news: four keys, the type, the revision.
    isPast = tonumber(ARGV[place + 6]) <= forgotten
    isExpected = not isPast
    highest = forgotten
    sinceWhen()
  elseif isExpected and ARGV[place] == 'news' and ARGV[place + 5] == 'changed' then
    highest = math.floor(sinceWhen() / 1000) - 1
    isPast = tonumber(found) <= sinceWhen() and tonumber(ARGV[place + 6]) <= highest
    isExpected = not isPast
  end
  if isExpected then
    version = version + 1
    reply[index] = version
    redis.call('SET', record, string.format('%d', version) .. text)
    if due == '' then redis.call('ZREM', KEYS[2], key)
    else redis.call('ZADD', KEYS[2], due, key) end
  elseif isPast then
    reply[index] = -highest
  else
    reply[index] = redis.call('GET', record)
  end
  local part = take()
  while part ~= '' do
    if part == 'news' then
      local changed, left, entered, events = name(), name(), name(), name()
      local event, revision, before, state, changedAt, facts = take(), take(), take(), take(), take(), take()
      if isExpected then
        redis.call('ZADD', changed, changedAt, key)
        if left then redis.call('ZREM', left, key) end
        redis.call('ZADD', entered, changedAt, key)
        redis.call('XADD', events, 'MAXLEN', '~', ARGV[3], '*',
          'type', event, 'key', key, 'revision', revision, 'from', before, 'to', state, 'facts', facts)
      end
    elseif part == 'moved' then
      local history, transition = name(), take()
      if isExpected then
        local length = redis.call('RPUSH', history, transition)
        if length > tonumber(ARGV[2]) then redis.call('LTRIM', history, -tonumber(ARGV[2]), -1) end
      end
    elseif part == 'score' then
      local set, score = name(), take()
      if isExpected and score == '' then redis.call('ZREM', set, key)
      elseif isExpected then redis.call('ZADD', set, score, key) end
    elseif part == 'text' then
      local place, value = name(), take()
      if isExpected then redis.call('SET', place, value) end
    elseif part == 'once' then
      local place = name()
      if isExpected then redis.call('SET', place, string.format('%d', version), 'PX', ${WRITE_TOKEN_TTL_MS})
      else
        local done = redis.call('GET', place)
        if done then
          reply[index] = tonumber(done)
          redis.call('PEXPIRE', place, ${WRITE_TOKEN_TTL_MS})
        end
      end
    elseif part == 'retire' then
      local place, milliseconds = name(), take()
      if isExpected then redis.call('PEXPIRE', place, milliseconds) end
    else
      local place = name()
      if isExpected then redis.call('DEL', place) end
    end
    part = take()
  end
end
redis.call('SET', KEYS[1], string.format('%d', version))
return reply
`;
