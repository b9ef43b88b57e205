-- Reads a room's log. A log that is read is kept: it is not forgotten while somebody listens.
--
-- KEYS  state, stream and ids of the log
-- ARGV  1 name for the log, where it is begun
--       2 messages kept
--       3 bytes kept
--       4 age, in milliseconds, up to which a message is kept
--       5 milliseconds for which a log without messages is kept
--       6 head, after or before
--       7 name, 8 tag, 9 generation and 10 offset of the position to read from
--       11 messages returned at most
--       12 bytes returned at most, unless the first message alone has more
-- Returns epoch, offset of the newest message, offset of the oldest message kept (one more than the
-- newest where none is kept); for after and before also the offset from which was read, 1 where the
-- position is a gap, how many messages after it are lost (empty where it is unknown), and entries.

local meta, stream, ids = KEYS[1], KEYS[2], KEYS[3]
local limits = {
  messages = tonumber(ARGV[2]), bytes = tonumber(ARGV[3]), age = tonumber(ARGV[4])
}
local log = open_log(meta, stream, ids, ARGV[1])
local now = milliseconds()

local function keep()
  local age = log.head == 0 and tonumber(ARGV[5]) or limits.age
  if redis.call('PTTL', meta) < age / 2 then
    local bytes = log.bytes
    trim(log, stream, ids, limits, now, 0)
    if log.bytes ~= bytes then
      redis.call('HSET', meta, 'b', digits(log.bytes))
    end
    keep_until(KEYS, now + age)
  end
end

local function oldest_offset()
  local oldest = redis.call('XRANGE', stream, '-', '+', 'COUNT', 1)[1]
  return oldest and tonumber(offset_of(oldest)) or log.head + 1
end

keep()
local oldest = oldest_offset()
local answer = {log.epoch, digits(log.head), digits(oldest)}
if ARGV[6] == 'head' then
  return answer
end

local forwards = ARGV[6] == 'after'
local name, tag, generation, offset = ARGV[7], ARGV[8], tonumber(ARGV[9]), tonumber(ARGV[10])

-- First offset and tag of a generation; nothing where it is not known.
local function generation_start(number)
  local known = redis.call('HGET', meta, 'f' .. digits(number)) or ''
  local first, known_tag = string.match(known, '^(%d+) (%w+)$')
  return tonumber(first), known_tag
end

-- Whether the log has the position's generation, and the first offset that a later one took back
-- from it: of what that generation had from there on, nothing is left.
local function lineage()
  if name ~= log.name then
    return false
  end
  local _, known_tag = generation_start(generation)
  if known_tag ~= tag then
    return false
  end
  local taken = math.huge
  for later = generation + 1, log.generation do
    local first = generation_start(later)
    taken = math.min(taken, first or 0)
  end
  return true, taken
end

-- Returns the offset to read from, whether there is a gap, and how many messages are lost.
local function start_of_read()
  local has, taken = lineage()
  local beyond = offset > (forwards and log.head or log.head + 1)
  if not forwards then
    local gap = not has or beyond or offset > taken
    return gap and log.head or offset - 1, gap, ''
  elseif not has or (beyond and offset < taken) or taken == 0 then
    return oldest, true, ''
  elseif offset >= taken then
    local start = math.max(taken, oldest)
    return start, true, digits(offset - taken + 1 + start - taken)
  elseif offset < oldest - 1 then
    return oldest, true, digits(oldest - 1 - offset)
  end
  return offset + 1, false, '0'
end

local start, gap, lost = start_of_read()
answer[4], answer[5], answer[6] = digits(start), gap and '1' or '0', lost

local CHUNK = 16
local left, bytes = tonumber(ARGV[11]), 0

local function chunk(from)
  local count = math.min(CHUNK, left)
  if forwards then
    return redis.call('XRANGE', stream, digits(from) .. '-0', '+', 'COUNT', count)
  end
  return redis.call('XREVRANGE', stream, digits(math.max(from, 0)) .. '-0', '-', 'COUNT', count)
end

local next_offset = start
while left > 0 do
  local entries = chunk(next_offset)
  for _, entry in ipairs(entries) do
    bytes = bytes + #field(entry, 'm')
    if bytes > tonumber(ARGV[12]) and #answer > 6 then
      return answer
    end
    answer[#answer + 1] = entry
    next_offset = tonumber(offset_of(entry)) + (forwards and 1 or -1)
    left = left - 1
  end
  if #entries < CHUNK then
    return answer
  end
end
return answer
