import { WRITE_TOKEN_TTL_MS } from '../jobs/write-token.js';

/**
 * The one way in which jobs change: record, history, result, last answer, schedule, indexes, expiry and event of each
 * job in one step, or nothing at all of it when somebody else wrote in between.
 *
 * KEYS: 1 the last version, 2 the schedule, 3 the highest revision that was forgotten, 4 which server writes and since which
 * version, then every other key that a change touches, each once. A slot of a cluster that is on the move is noticed before
 * anything is done, by these alone.
 * ARGV: 1 length of what stands before a job's key in the name of its record, 2 longest history, 3 longest event stream,
 * 4 how many jobs. Then for each, `#` being the number of a key: # of the record, expected version (0: must not exist),
 * record, next check ('' none), and what else changes, ended by '':
 * `news`, # of the index of changes, # of the index of the state before ('' none, or the same), # of that of the state, # of
 * the event stream, event type, revision, state before ('' for a new job), state, changedAt, facts (of event-facts.codec.ts) ·
 * `moved`, # of the history, transition as text · `score`, # of a sorted set, score ('' takes the job out) · `text`, #, text ·
 * `once`, # of where it stands for `WRITE_TOKEN_TTL_MS` what this write did, so that it is answered alike when it is sent again ·
 * `drop`, # of what goes · `retire`, #, for how many milliseconds it stays for those who read it.
 * What cannot have changed is not touched.
 *
 * Versions rise over all jobs of a connection, and are never below the time of the server in microseconds (16 digits, below
 * 2^53): a late writer may hold a version of a job that was forgotten, or that the server has lost, and no other write gets
 * it again.
 *
 * A server that was promoted, or was started again, may lack writes, and with them revisions that were given out. It has
 * another replication id than the one before, which is found here by the first change: a job that was written last before
 * that gets the time of it in milliseconds as its next revision. More revisions than milliseconds have never been given out.
 * A user who may not run INFO gets no such leap. https://redis.io/docs/latest/operate/oss_and_stack/management/replication/
 *
 * Returns for each job the new version, or the stored value (false: none) where it was another one than expected. A new
 * job whose revision is not above all that were forgotten (see scripts/delete-job.ts) is not written, nor is a change whose
 * revision may have been given out: the highest of these is returned, negated.
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
