package io.parley.app;

import io.parley.broker.redis.LogLimits;
import io.parley.broker.redis.RedisOptions;
import io.parley.broker.redis.RedisRooms;
import io.parley.broker.redis.RedisSetupException;
import io.parley.settings.Option;
import io.parley.settings.RedisAddress;
import io.parley.settings.RedisSettings;
import io.parley.settings.Settings;
import io.parley.settings.StorageSettings;
import io.parley.worker.Workers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Opens the rooms that a Redis keeps. */
final class RedisFactory {
  private static final Logger LOG = System.getLogger("io.parley.app");

  private RedisFactory() {}

  /**
   * @throws io.parley.settings.BadSettingException if the Redis cannot be used
   */
  static RedisRooms open(Settings settings, RedisAddress address, Workers workers) {
    StorageSettings.Kept kept = settings.storageSettings().kept();
    LogLimits limits = new LogLimits(kept.messages(), kept.bytes(), kept.age(), kept.rooms());
    RedisOptions options = options(settings.redisSettings(), address);
    try {
      RedisRooms rooms = RedisRooms.open(options, limits, settings.roomSettings().grace(), workers);
      LOG.log(
          Level.INFO,
          "rooms are kept in Redis at {0}; an acknowledged message is {1}",
          address.toString(),
          rooms.promise());
      return rooms;
    } catch (RedisSetupException e) {
      throw settings.reject(
          Option.REDIS, address.toString(), "a Redis that can be used: " + e.getMessage());
    }
  }

  private static RedisOptions options(RedisSettings settings, RedisAddress address) {
    return new RedisOptions(
        address.nodes().stream()
            .map(node -> new RedisOptions.Server(node.host(), node.port()))
            .toList(),
        new RedisOptions.Login(address.tls(), address.user(), address.password()),
        new RedisOptions.Login(address.tls(), Optional.empty(), settings.sentinelPassword()),
        address.database(),
        address.master(),
        settings.prefix(),
        settings.memory(),
        settings.replicas());
  }
}
