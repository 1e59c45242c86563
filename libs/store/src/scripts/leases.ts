/**
 * Takes or renews the leases of connections that lie in one shard, by the clock of Redis.
 * KEYS[1] hash of the shard's leases: by connection, `<end in epoch milliseconds> <worker>`.
 * ARGV: 1 worker, 2 length of a lease in milliseconds, then connections.
 * Returns for each connection 1 when the worker holds it afterwards, else 0.
 */
export const HOLD_LEASES = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lease = string.format('%d %s', now + ARGV[2], ARGV[1])
local found = redis.call('HMGET', KEYS[1], unpack(ARGV, 3))
local reply, fields = {}, {}
for index, text in ipairs(found) do
  local ends, worker = string.match(text or '', '^(%d+) (.*)$')
  local isFree = not ends or worker == ARGV[1] or tonumber(ends) <= now
  reply[index] = isFree and 1 or 0
  if isFree then
    fields[#fields + 1] = ARGV[index + 2]
    fields[#fields + 1] = lease
  end
end
if #fields > 0 then redis.call('HSET', KEYS[1], unpack(fields)) end
return reply
`;

/** Gives leases back. KEYS[1] hash of the shard's leases. ARGV: 1 worker, then connections. Returns how many were its. */
export const RELEASE_LEASES = `
local released = 0
for index = 2, #ARGV do
  local worker = string.match(redis.call('HGET', KEYS[1], ARGV[index]) or '', '^%d+ (.*)$')
  if worker == ARGV[1] then released = released + redis.call('HDEL', KEYS[1], ARGV[index]) end
end
return released
`;

/** Takes or renews a lease that is a key of its own. KEYS[1] the key. ARGV: 1 holder, 2 length in milliseconds. Returns 1 when the holder has it afterwards. */
export const HOLD_KEY = `
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`;

/** Gives such a lease back. KEYS[1] the key. ARGV: 1 holder. */
export const RELEASE_KEY = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`;
