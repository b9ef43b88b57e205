-- Changes who is present in a room, lists the members, and publishes the changes in one payload.
--
-- KEYS  members, arrivals and changes of the room
-- ARGV  1 PUBLISH or SPUBLISH
--       2 channel
--       3 node that calls
--       4 the first of the operations, each a name and its arguments
-- Returns an answer for each operation.
--
-- members is a hash: n is the number of the last change, and m with a member's id its entry, a list
-- in JSON: session, node of the session, time in milliseconds at which an absent member departs (0
-- where it is present), 1 where the name is proven, name.
-- arrivals is a sorted set of the ids by the number of their arrival. changes is a stream of the
-- last changes: its ids are their numbers, p is the number of the change before, c the change.
-- A number rises even where Redis has forgotten the room: it is at least the time in microseconds.

-- The stream is only for nodes that missed what was published.
local CHANGES_KEPT = 1000
local CHANGES_KEPT_MS = 300000
-- The number of a room without members is kept for nodes that still await a list.
local NUMBER_KEPT_MS = 60000

local members, arrivals, stream = KEYS[1], KEYS[2], KEYS[3]
local node = ARGV[3]
local at = 4

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local micros = time[1] * 1000000 + time[2]
local last = tonumber(redis.call('HGET', members, 'n') or '0') or 0
local first_previous = last
local published = {}

local function digits(number)
  return string.format('%.0f', number)
end

local function argument()
  at = at + 1
  return ARGV[at - 1]
end

local function netstring(text)
  return #text .. ':' .. text
end

local function read(id)
  local text = redis.call('HGET', members, 'm' .. id)
  if not text then
    return nil
  end
  local parsed, list = pcall(cjson.decode, text)
  if not parsed or type(list) ~= 'table' then
    return nil
  end
  return {session = tostring(list[1]), node = tostring(list[2]), due = tonumber(list[3]) or 0,
    proven = tostring(list[4]), name = tostring(list[5])}
end

local function write(id, entry)
  redis.call('HSET', members, 'm' .. id,
      cjson.encode({entry.session, entry.node, digits(entry.due), entry.proven, entry.name}))
end

local function total()
  return redis.call('ZCARD', arrivals)
end

-- Makes the next number.
local function number()
  last = math.max(last + 1, micros)
  return last
end

-- Notes a change; kind is a for arrived, d for departed, t for taken.
local function change(kind, id, entry)
  local previous = last
  local text = kind .. digits(total()) .. ':' .. netstring(id) .. netstring(entry.name)
      .. netstring(entry.proven) .. netstring(entry.session)
  redis.call('XADD', stream, 'MAXLEN', CHANGES_KEPT, digits(number()) .. '-0',
      'p', digits(previous), 'c', text)
  published[#published + 1] = digits(last) .. ':' .. netstring(text)
end

local function list(limit)
  local answer = {digits(last), digits(total())}
  local ids = limit > 0 and redis.call('ZRANGE', arrivals, 0, limit - 1) or {}
  for _, id in ipairs(ids) do
    local entry = read(id) or {proven = '0', name = ''}
    answer[#answer + 1] = id
    answer[#answer + 1] = entry.name
    answer[#answer + 1] = entry.proven
  end
  return answer
end

local function remove(id, entry)
  redis.call('HDEL', members, 'm' .. id)
  redis.call('ZREM', arrivals, id)
  change('d', id, entry)
end

local function each_of_node(wanted, action)
  for _, id in ipairs(redis.call('ZRANGE', arrivals, 0, -1)) do
    local entry = read(id)
    if entry and entry.node == wanted then
      action(id, entry)
    end
  end
end

local function take(id, session, name, proven)
  local former = read(id)
  local entry = {session = session, node = node, due = 0, proven = proven, name = name}
  local holds = former and former.session == session
  if holds then
    entry.name, entry.proven = former.name, former.proven
  end
  write(id, entry)
  if not former then
    redis.call('ZADD', arrivals, digits(math.max(last + 1, micros)), id)
    change('a', id, entry)
  elseif not holds then
    change('t', id, entry)
  end
end

local operations = {}

-- id, session, name, proven, limit: returns the list.
function operations.enter()
  local id, session, name, proven, limit =
      argument(), argument(), argument(), argument(), argument()
  take(id, session, name, proven)
  return list(tonumber(limit))
end

-- id, session, name, proven: enters again what Redis may have lost, unless another session has the
-- presence, whose name is returned then.
function operations.restore()
  local id, session, name, proven = argument(), argument(), argument(), argument()
  local former = read(id)
  if former and former.session ~= session then
    return {former.session, digits(last)}
  end
  take(id, session, name, proven)
  return {}
end

-- id, session
function operations.leave()
  local id, session = argument(), argument()
  local entry = read(id)
  if entry and entry.session == session then
    remove(id, entry)
  end
  return {}
end

-- id, session, milliseconds
function operations.absent()
  local id, session, grace = argument(), argument(), tonumber(argument())
  local entry = read(id)
  if entry and entry.session == session and entry.due == 0 then
    entry.due = now + grace
    write(id, entry)
  end
  return {}
end

-- id, session: ends an absence whose time is over. Returns the milliseconds that are left.
function operations.depart()
  local id, session = argument(), argument()
  local entry = read(id)
  if not entry or entry.session ~= session or entry.due == 0 then
    return {}
  elseif entry.due > now then
    return {digits(entry.due - now)}
  end
  remove(id, entry)
  return {}
end

-- limit
function operations.list()
  return list(tonumber(argument()))
end

-- node whose lease ended, milliseconds: makes its members absent, and the caller responsible for
-- them. Returns id, name, session and milliseconds left of each.
function operations.sweep()
  local ended, grace = argument(), tonumber(argument())
  local answer = {}
  each_of_node(ended, function(id, entry)
    entry.node = node
    if entry.due == 0 then
      entry.due = now + grace
    end
    write(id, entry)
    for _, value in ipairs({id, entry.name, entry.session, digits(math.max(0, entry.due - now))}) do
      answer[#answer + 1] = value
    end
  end)
  return answer
end

-- Returns id and session of each member for which the caller is responsible.
function operations.own()
  local answer = {}
  each_of_node(node, function(id, entry)
    answer[#answer + 1] = id
    answer[#answer + 1] = entry.session
  end)
  return answer
end

-- number: returns the number of the last change, then of each later change that is kept the number,
-- the one before, and the change.
function operations.since()
  local from = argument()
  local answer = {digits(last)}
  if from == '' then
    return answer
  end
  for _, entry in ipairs(redis.call('XRANGE', stream, '(' .. from .. '-0', '+')) do
    local fields = {}
    for i = 1, #entry[2], 2 do
      fields[entry[2][i]] = entry[2][i + 1]
    end
    answer[#answer + 1] = string.match(entry[1], '^%d+')
    answer[#answer + 1] = fields.p or ''
    answer[#answer + 1] = fields.c or ''
  end
  return answer
end

local answers = {}
while at <= #ARGV do
  answers[#answers + 1] = operations[argument()]()
end

if #published > 0 then
  redis.call('HSET', members, 'n', digits(last))
  redis.call('PEXPIRE', stream, CHANGES_KEPT_MS)
  redis.call(ARGV[1], ARGV[2], 'parley-presence/1 ' .. digits(first_previous) .. ' '
      .. #published .. '\n' .. table.concat(published))
  if total() == 0 then
    redis.call('PEXPIRE', members, NUMBER_KEPT_MS)
  else
    redis.call('PERSIST', members)
  end
end

return answers
