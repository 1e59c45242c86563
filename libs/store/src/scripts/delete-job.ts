import { WRITE_TOKEN_TTL_MS } from '../jobs/write-token.js';

/**
 * Removes a job and all its data, with an event. The highest removed revision of the connection remains: a job that is tracked
 * again begins above it, whatever the clock of its tracker.
 * KEYS: 1 record, 2 set by expiry, 3 event stream, 4 highest removed revision, 5 write token, 6 to 5 + n further sorted sets of the
 * job, then its other keys. ARGV: 1 job key, 2 event type, 3 maximum event stream, 4 latest expiry ('': any), 5 n, 6 version from
 * which keys and revision were derived ('': no record), 7 revision, 8 '': without write token.
 * Returns 1, also if this command had done it before, 0: no such job, or not expired, or -1: another version.
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
