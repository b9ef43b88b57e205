package io.parley.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.VoidOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The commands that Parley or one of its scripts calls, tried one by one with keys that nobody else
 * has: a user of Redis may lack any of them, and a script would find that out halfway.
 */
final class NeededCommands {
  /** A command, whose arguments that are H, S, Z, T and C stand for keys and a channel. */
  private static final List<String> ALL =
      List.of(
          "PING",
          "TIME",
          "INFO replication",
          "WAIT 0 1",
          "PUBLISH C x", //
          "HSET H f v",
          "HGET H f",
          "HMGET H f",
          "HDEL H g", //
          "PERSIST H",
          "PTTL H",
          "PEXPIRE H 1000",
          "PEXPIREAT H 1", //
          "XADD S 1-0 f v",
          "XLEN S",
          "XRANGE S - +",
          "XREVRANGE S + -",
          "XTRIM S MAXLEN 1", //
          "ZADD Z 1 m",
          "ZCARD Z",
          "ZSCORE Z m",
          "ZRANGE Z 0 -1",
          "ZRANGEBYSCORE Z 0 1", //
          "ZREM Z m",
          "ZREMRANGEBYSCORE Z 0 1", //
          "SADD T m",
          "SMEMBERS T",
          "SREM T m", //
          "DEL H S Z T");

  private static final List<String> OF_CLUSTER =
      List.of("SPUBLISH C x", "CLUSTER SLOTS", "CLUSTER INFO");

  /** How Redis answers to who may not call it, and where it has none of that name. */
  private static final Pattern REFUSED = Pattern.compile("(NOPERM |ERR unknown command).*");

  private NeededCommands() {}

  /** Returns the names of all that a single server has to permit. */
  static List<String> names() {
    return ALL.stream().map(NeededCommands::name).toList();
  }

  private static String name(String command) {
    return command.split(" ", 2)[0];
  }

  /**
   * Tries each.
   *
   * @throws RedisCommandExecutionException where one is refused
   */
  static void tryAll(RedisCommands<byte[], byte[]> commands, RoomKeys keys, boolean sharded) {
    ALL.forEach(command -> call(commands, command, keys));
    if (sharded) {
      OF_CLUSTER.forEach(command -> call(commands, command, keys));
    }
  }

  private static void call(RedisCommands<byte[], byte[]> commands, String command, RoomKeys keys) {
    String[] words = command.split(" ", -1);
    CommandArgs<byte[], byte[]> arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE);
    for (int i = 1; i < words.length; i++) {
      boolean stands = words[i].matches("[HSZTC]");
      arguments.add(stands ? keys.key("check-" + words[i]) : words[i].getBytes(UTF_8));
    }
    try {
      commands.dispatch(new Name(words[0]), new VoidOutput<>(), arguments);
    } catch (RedisCommandExecutionException e) {
      if (REFUSED.matcher(String.valueOf(e.getMessage())).matches()) {
        throw e;
      }
    }
  }

  /** The name of a command. */
  private record Name(String word) implements ProtocolKeyword {
    @Override
    public byte[] getBytes() {
      return word.getBytes(UTF_8);
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
