/**
 * Puts another mark in the place of the one that the caller has read, unless somebody else has changed it meanwhile.
 *
 * KEYS[1] the mark. ARGV: 1 the mark as it was read, 2 the new one; empty: none, 3 how long it is kept, milliseconds.
 *
 * Returns 1, or 0 when another mark stands there, or none.
 */
export const REPLACE_VALUE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '' then redis.call('DEL', KEYS[1])
else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1
`;
