/**
 * Marks tracked pointers as read. A later time remains. KEYS: 1 the sorted set of pointers by last read, then their
 * records. ARGV: 1 time, then job keys. Returns how many.
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
