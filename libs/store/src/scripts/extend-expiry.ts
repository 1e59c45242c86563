/**
 * Postpones the expiry of a value that is being read. KEYS[1] the value. ARGV: 1 milliseconds. Returns 1 if
 * postponed; 0: no expiry, or later.
 */
export const EXTEND_EXPIRY = `
local left = redis.call('PTTL', KEYS[1])
if left < 0 or left > tonumber(ARGV[1]) then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[1])
`;
