/** As long as nearly all that stands in front of results, in bytes. */
const USUAL_LENGTH = 4_096;

/**
 * Records without their results and parts, which stand in the fourth line (see stored-job.ts), so that many can be gone through
 * for what is small in each.
 *
 * KEYS the records. Returns for each its text up to the end of the third line, with it; the whole text where there is no
 * fourth one; false where there is no such record.
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
