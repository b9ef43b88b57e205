-- Renews a node's lease, and gives it the nodes whose members it has to make absent.
--
-- KEYS  1 nodes, a sorted set: id and time in milliseconds at which the lease ends
--       2 ended, a sorted set: id of a node whose lease ended and the time up to which the node that
--         took it over has to say so again
-- ARGV  1 node
--       2 milliseconds of a lease
--       3 begin, renew or end
--       4 ended nodes that this one has taken over, not yet finished, and so on
-- Returns a word, then of each ended node that is taken over by this call its id and for how many
-- milliseconds its lease has ended:
--   held  it has its lease
--   late  its lease had ended, but nobody had taken it over; perhaps nobody could reach Redis
--   lost  it has none: another node has taken it over, or Redis has forgotten it

local nodes, ended = KEYS[1], KEYS[2]
local node, lease, act = ARGV[1], tonumber(ARGV[2]), ARGV[3]

-- Taken over by one call at most.
local MOST = 8

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function digits(number)
  return string.format('%.0f', number)
end

local mine = tonumber(redis.call('ZSCORE', nodes, node) or '')

if act == 'end' then
  if mine then
    redis.call('ZADD', nodes, 0, node)
  end
  return {'lost'}
end
if act == 'renew' and not mine then
  return {'lost'}
end
redis.call('ZADD', nodes, digits(now + lease), node)
for i = 4, #ARGV do
  redis.call('ZADD', ended, 'XX', digits(now + lease), ARGV[i])
end
if act == 'begin' then
  return {'held'}
elseif mine <= now then
  return {'late'}
end

local answer = {'held'}
for _, set in ipairs({ended, nodes}) do
  local others = redis.call('ZRANGEBYSCORE', set, '-inf', digits(now), 'WITHSCORES', 'LIMIT', 0, MOST)
  for i = 1, #others, 2 do
    redis.call('ZREM', nodes, others[i])
    redis.call('ZADD', ended, digits(now + lease), others[i])
    answer[#answer + 1] = others[i]
    answer[#answer + 1] = digits(math.min(now - tonumber(others[i + 1]), lease))
  end
end
return answer
