/** Usual length of a record without its result, bytes. */
const USUAL_LENGTH = 4_096;

/**
 * Records without results and children, which are in the fourth line (see stored-job.ts). KEYS the records. Returns
 * for each the first three lines with the end-of-line; the whole record if it has no fourth line; false if there is
 * none.
 */
export const READ_OUTLINES = `
local function outline(text)
  local at = 0
  for line = 1, 3 do
    at = string.find(text, '\\n', at + 1, true)
    if not at then return nil end
  end
  return string.sub(text, 1, at)
end

local found = {}
for place = 1, #KEYS do
  local text = redis.call('GETRANGE', KEYS[place], 0, ${USUAL_LENGTH - 1})
  found[place] = outline(text) or text
  if #found[place] == ${USUAL_LENGTH} then
    text = redis.call('GET', KEYS[place])
    found[place] = outline(text) or text
  elseif text == '' then
    found[place] = false
  end
end
return found
`;
