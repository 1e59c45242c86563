/**
 * Replaces a value unless another process has changed it. KEYS[1] the value. ARGV: 1 expected value, 2 new value;
 * empty: none, 3 time to live, milliseconds. Returns 1, or 0: not the expected value.
 */
export const REPLACE_VALUE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '' then redis.call('DEL', KEYS[1])
else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1
`;
