/**
 * Takes or keeps the care of a connection. KEYS[1] the owner's key. ARGV: 1 who, 2 lease in milliseconds.
 * Returns 1 when it is held by the asker afterwards.
 */
export const OWN = `
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`;

/** Gives up the care of a connection. KEYS[1] the owner's key. ARGV: 1 who. */
export const DISOWN = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`;
