package io.parley.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Asks rooms' logs by {@code read.lua}. Thread-safe. */
final class LogScript {
  private static final RedisScript READ = RedisScript.of("log.lua", "read.lua");

  /** How long a log without messages is kept. */
  private static final Duration EMPTY = Duration.ofMinutes(1);

  private final String prefix;
  private final LogLimits limits;

  /** What is asked for. */
  enum Mode {
    HEAD,
    AFTER,
    BEFORE
  }

  /** One of the connections of a shard. */
  interface Connection {
    CompletionStage<List<Object>> send(
        Function<RedisAsyncCommands<byte[], byte[]>, CompletionStage<List<Object>>> commands);
  }

  /**
   * @param prefix of all keys
   */
  LogScript(String prefix, LogLimits limits) {
    this.prefix = prefix;
    this.limits = limits;
  }

  RoomKeys keys(RoomName room) {
    return new RoomKeys(prefix, room);
  }

  /** Asks where a log ends. */
  CompletionStage<LogAnswer> head(Connection connection, RoomName room) {
    return ask(connection, room, Mode.HEAD, new Position("", 0), 0, 0);
  }

  /**
   * Asks for the messages on one side of a position.
   *
   * @param bytes of all messages at most, unless the first alone has more
   */
  CompletionStage<LogAnswer> ask(
      Connection connection, RoomName room, Mode mode, Position position, int limit, int bytes) {
    Optional<LogEpoch> epoch = LogEpoch.parse(position.epoch());
    byte[][] arguments = {
      utf8(LogEpoch.newName()),
      utf8(limits.messages()),
      utf8(limits.bytes()),
      utf8(limits.age().toMillis()),
      utf8(EMPTY.toMillis()),
      utf8(mode.name().toLowerCase(Locale.ROOT)),
      utf8(epoch.map(LogEpoch::name).orElse("")),
      utf8(epoch.map(LogEpoch::tag).orElse("")),
      utf8(epoch.map(LogEpoch::generation).orElse(0L)),
      utf8(position.offset()),
      utf8(limit),
      utf8(bytes)
    };
    return connection
        .send(commands -> READ.run(commands, keys(room).log(), arguments))
        .thenApply(LogAnswer::new);
  }

  private static byte[] utf8(Object value) {
    return String.valueOf(value).getBytes(UTF_8);
  }
}
