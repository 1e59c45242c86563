/**
 * Keeps what is about to go for as long as somebody reads it. KEYS[1] the text. ARGV: 1 milliseconds. What is to stay, stays.
 * Returns 1 when it is to go, later now.
 */
export const EXTEND_EXPIRY = `
local left = redis.call('PTTL', KEYS[1])
if left < 0 or left > tonumber(ARGV[1]) then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[1])
`;
