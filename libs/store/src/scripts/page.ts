/**
 * The members after a position in a sorted set, even if the position has no member now, in logarithmic time. KEYS[1]
 * the sorted set. ARGV: 1 `latest` (highest score first) or `earliest`, 2 score and 3 member of the position, 4
 * limit. Members with the same score are in the order of their bytes: Lua would compare by locale. Returns {member,
 * score, …}.
 */
export const READ_INDEX_PAGE = `
local set, score, member = KEYS[1], ARGV[2], ARGV[3]
local isLatestFirst = ARGV[1] == 'latest'
local range, rank = 'ZRANGE', 'ZRANK'
if isLatestFirst then range, rank = 'ZREVRANGE', 'ZREVRANK' end

local function isBefore(one, other)
  for place = 1, math.min(#one, #other) do
    local byte, otherByte = string.byte(one, place), string.byte(other, place)
    if byte ~= otherByte then return (byte < otherByte) ~= isLatestFirst end
  end
  return (#one < #other) ~= isLatestFirst
end

local first
local found = redis.call('ZSCORE', set, member)
if found and (found == score or tonumber(found) == tonumber(score)) then
  first = redis.call(rank, set, member) + 1
else
  if isLatestFirst then first = redis.call('ZCOUNT', set, '(' .. score, '+inf')
  else first = redis.call('ZCOUNT', set, '-inf', '(' .. score) end
  local last = first + redis.call('ZCOUNT', set, score, score)
  while first < last do
    local middle = math.floor((first + last) / 2)
    if isBefore(redis.call(range, set, middle, middle)[1], member) then first = middle + 1 else last = middle end
  end
end
return redis.call(range, set, first, first + ARGV[4] - 1, 'WITHSCORES')
`;
