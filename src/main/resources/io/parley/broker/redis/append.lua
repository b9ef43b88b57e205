-- Appends messages to a room's log, and publishes those that are new in one payload.
--
-- KEYS  state, stream and ids of the log
-- ARGV  1 PUBLISH or SPUBLISH
--       2 channel
--       3 name for the log, where it is begun
--       4 messages kept
--       5 bytes kept
--       6 age, in milliseconds, up to which a message is kept
--       7 1 where the log may get its first message, else 0
--       8 id and 9 body of a message, and so on for each further one
-- Returns for each message its position behind a + where it is new, or behind an = where the log
-- has its id; nothing where the log would get its first message and may not.

local FIRST = 8

local meta, stream, ids = KEYS[1], KEYS[2], KEYS[3]
local limits = {
  messages = tonumber(ARGV[4]), bytes = tonumber(ARGV[5]), age = tonumber(ARGV[6])
}

if ARGV[7] == '0' and (tonumber(redis.call('HGET', meta, 'h') or '0') or 0) == 0 then
  return {}
end

local log = open_log(meta, stream, ids, ARGV[3])
local now = milliseconds()

local function position(offset)
  return log.epoch .. ':' .. offset
end

-- The position of a message that the log has.
local function kept(offset)
  local entry = redis.call('XRANGE', stream, offset .. '-0', offset .. '-0')[1]
  local suffix = entry and field(entry, 'e') or log.suffix
  return log.name .. suffix .. ':' .. offset
end

local function known_offsets()
  local asked = {}
  for i = FIRST, #ARGV, 2 do
    asked[#asked + 1] = ARGV[i]
  end
  return redis.call('HMGET', ids, unpack(asked))
end

local known = known_offsets()
local answers, added, hint, said = {}, {}, {}, {}
local first = log.head + 1

for i = 1, #known do
  local id, body = ARGV[FIRST + 2 * i - 2], ARGV[FIRST + 2 * i - 1]
  if said[id] then
    answers[i] = '=' .. said[id]
  elseif known[i] then
    answers[i] = '=' .. kept(known[i])
  else
    log.head = log.head + 1
    local offset = digits(log.head)
    redis.call('XADD', stream, offset .. '-0',
        'e', log.suffix, 't', digits(now), 'id', id, 'm', body)
    log.bytes = log.bytes + #id + #body
    added[#added + 1] = id
    added[#added + 1] = offset
    hint[#hint + 1] = #id .. ':' .. id .. #body .. ':' .. body
    said[id] = position(offset)
    answers[i] = '+' .. said[id]
  end
end

if #added > 0 then
  redis.call('HSET', ids, unpack(added))
  trim(log, stream, ids, limits, now, #hint)
  redis.call('HSET', meta, 'h', digits(log.head), 'b', digits(log.bytes))
  keep_until(KEYS, now + limits.age)
  redis.call(ARGV[1], ARGV[2], 'parley/1 ' .. log.epoch .. ' ' .. digits(first) .. ' '
      .. #hint .. '\n' .. table.concat(hint))
end

return answers
