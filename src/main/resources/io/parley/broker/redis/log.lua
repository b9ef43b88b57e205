-- What every script of a room's log begins with.
--
-- The log's state is a hash:
--   n  name of the log: 13 random characters
--   h  offset of the newest message; 0 where there was none
--   g  number of the generation
--   r  replication id of the primary that began the generation; empty where it is hidden
--   b  bytes of the kept messages
--   f1, f2 ...  of each generation, the newest 64: its first offset, a space and its tag
-- A generation ends where the replication id changes: another process is the primary, and it may
-- lack the newest messages of the last. An epoch is name, tag and number.

local GENERATIONS = 64

local function digits(number)
  return string.format('%.0f', number)
end

local function milliseconds()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function replication_id()
  local info = redis.pcall('INFO', 'replication')
  return type(info) == 'string' and string.match(info, 'master_replid:(%x+)') or ''
end

local function begin_generation(meta, log, id)
  log.tag = id == '' and '00000000' or string.sub(id, 1, 8)
  redis.call('HSET', meta, 'g', digits(log.generation), 'r', id,
      'f' .. digits(log.generation), digits(log.head + 1) .. ' ' .. log.tag)
  redis.call('HDEL', meta, 'f' .. digits(log.generation - GENERATIONS))
end

-- Returns the log, which is begun where there is none.
local function open_log(meta, stream, ids, name)
  local known = redis.call('HMGET', meta, 'n', 'h', 'g', 'r', 'b')
  local id = replication_id()
  local log = {
    name = known[1] or name,
    head = tonumber(known[2]) or 0,
    generation = tonumber(known[3]) or 1,
    bytes = tonumber(known[5]) or 0
  }
  if not known[1] then
    redis.call('DEL', meta, stream, ids)
    log.head, log.generation, log.bytes = 0, 1, 0
    redis.call('HSET', meta, 'n', name, 'h', '0', 'b', '0')
    begin_generation(meta, log, id)
  elseif id ~= '' and id ~= known[4] then
    log.generation = log.generation + 1
    begin_generation(meta, log, id)
  else
    log.tag = known[4] == '' and '00000000' or string.sub(known[4] or '', 1, 8)
  end
  log.suffix = log.tag .. digits(log.generation)
  log.epoch = log.name .. log.suffix
  return log
end

-- Returns the value of a field of an entry; empty where it has none.
local function field(entry, name)
  local fields = entry[2]
  for i = 1, #fields, 2 do
    if fields[i] == name then
      return fields[i + 1]
    end
  end
  return ''
end

-- Returns the offset of an entry, as text.
local function offset_of(entry)
  return string.match(entry[1], '^%d+')
end

-- Removes the oldest messages that are beyond a limit; the newest only for its age. One call removes
-- no more than this many beside as many as were added: a limit that was lowered is reached in steps.
local MOST_REMOVED = 512

local function excess(log, length, limits, now, entry)
  if (tonumber(field(entry, 't')) or 0) <= now - limits.age then
    return true
  end
  return length > 1 and (length > limits.messages or log.bytes > limits.bytes)
end

local function remove_up_to(stream, ids, removed, last)
  if last then
    redis.call('XTRIM', stream, 'MINID', digits(tonumber(last) + 1) .. '-0')
    redis.call('HDEL', ids, unpack(removed))
  end
end

-- Returns the part of the log's oldest messages that has to be looked at next.
local function oldest_entries(stream, length, limits, last)
  local start = last and '(' .. last .. '-18446744073709551615' or '-'
  local count = math.min(math.max(length - limits.messages, 0) + 1, 128)
  return redis.call('XRANGE', stream, start, '+', 'COUNT', count)
end

local function trim(log, stream, ids, limits, now, added)
  local length = redis.call('XLEN', stream)
  local most = added + MOST_REMOVED
  local removed, last = {}, false
  while #removed < most do
    local entries = oldest_entries(stream, length, limits, last)
    for _, entry in ipairs(entries) do
      if #removed == most or not excess(log, length, limits, now, entry) then
        return remove_up_to(stream, ids, removed, last)
      end
      local id = field(entry, 'id')
      log.bytes = math.max(0, log.bytes - #id - #field(entry, 'm'))
      removed[#removed + 1] = id
      length = length - 1
      last = offset_of(entry)
    end
    if #entries == 0 then
      break
    end
  end
  remove_up_to(stream, ids, removed, last)
end

-- Lets Redis forget the log at a time.
local function keep_until(keys, time)
  for _, key in ipairs(keys) do
    redis.call('PEXPIREAT', key, digits(time))
  end
end
