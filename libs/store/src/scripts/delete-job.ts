import { WRITE_TOKEN_TTL_MS } from '../jobs/write-token.js';

/**
 * Removes everything kept of a job and says so in the event stream. The highest revision that was forgotten stays, for
 * all jobs of the connection at once: a job that comes back begins above it, whatever the clock of the one who tracks it.
 * KEYS: 1 the record, 2 the set by expiry, 3 the event stream, 4 the highest revision that was forgotten, 5 where it stands
 * that this was done, 6 to 5 + n further sorted sets that the job may be in, then what else is kept of it. ARGV: 1 job key,
 * 2 event type, 3 longest event stream, 4 expiry not later than this time, '' to forget whatever the expiry, 5 n, 6 the version
 * from which these keys and the revision were derived, '' there is none, 7 the revision, 8 '' it need not be known that this
 * was done.
 * Returns 1, also when this very command had done it before, or 0 when there is no such job (or it does not expire yet), or
 * -1 when another version stands there.
 */
export const DELETE_JOB = `
local key, sets = ARGV[1], tonumber(ARGV[5])
local isOnce = ARGV[8] ~= ''
if isOnce and redis.call('PEXPIRE', KEYS[5], ${WRITE_TOKEN_TTL_MS}) == 1 then return 1 end
if ARGV[4] ~= '' then
  local expiresAt = redis.call('ZSCORE', KEYS[2], key)
  if not expiresAt or tonumber(expiresAt) > tonumber(ARGV[4]) then return 0 end
end
if (string.match(redis.call('GETRANGE', KEYS[1], 0, 16), '^%d+') or '') ~= ARGV[6] then return -1 end
redis.call('ZREM', KEYS[2], key)
for index = 6, 5 + sets do redis.call('ZREM', KEYS[index], key) end
for index = 6 + sets, #KEYS do redis.call('DEL', KEYS[index]) end
if redis.call('DEL', KEYS[1]) == 0 then return 0 end
if tonumber(ARGV[7]) > tonumber(redis.call('GET', KEYS[4]) or 0) then redis.call('SET', KEYS[4], ARGV[7]) end
redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[3], '*', 'type', ARGV[2], 'key', key)
if isOnce then redis.call('SET', KEYS[5], '1', 'PX', ${WRITE_TOKEN_TTL_MS}) end
return 1
`;
