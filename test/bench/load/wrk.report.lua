-- Given to wrk. Asks for one URL; with arguments (how many, the path before a job's number, the path behind it, the first
-- number), for so many jobs in turn, whose numbers are eight hex digits.
function init(arguments)
  if not arguments[1] then return end
  local count, before, behind, number = tonumber(arguments[1]), arguments[2], arguments[3], tonumber(arguments[4])
  request = function()
    local path = before .. string.format('%08x', number % count) .. behind
    number = number + 1
    return wrk.format(nil, path)
  end
end

-- One line of JSON in the place of wrk's own summary.
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"requestsPerSecond":%.1f,"p50":%.4f,"p99":%.4f,"errors":%d}\n',
    summary.requests,
    summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
