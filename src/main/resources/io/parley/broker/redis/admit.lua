-- Counts rooms that have messages, and admits another where there are not too many.
--
-- KEYS  a sorted set of rooms by the time at which their logs are forgotten
-- ARGV  1 name of the room
--       2 rooms at most
--       3 milliseconds for which the log is kept
-- Returns 1 where the room is counted, else 0.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
if not redis.call('ZSCORE', KEYS[1], ARGV[1])
    and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then
  return {0}
end
redis.call('ZADD', KEYS[1], string.format('%.0f', now + tonumber(ARGV[3])), ARGV[1])
redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', now + 2 * tonumber(ARGV[3])))
return {1}
