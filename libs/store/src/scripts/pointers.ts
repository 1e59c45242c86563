/**
 * Says when pointers were read, of those that are tracked. A later time that was said before stays.
 * KEYS: 1 the sorted set of pointers by the time of their last read, then their records. ARGV: 1 the time, then their job
 * keys. Returns of how many it was said.
 */
export const MARK_POINTERS_READ = `
local said = 0
for index = 2, #KEYS do
  if redis.call('EXISTS', KEYS[index]) == 1 then
    redis.call('ZADD', KEYS[1], 'GT', ARGV[1], ARGV[index])
    said = said + 1
  end
end
return said
`;
