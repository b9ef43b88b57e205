package io.parley.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Runs the scripts of the log, as Parley does later: a Redis may restrict what a script may do. */
final class NeededScripts {
  /** How long the log of the check is kept. */
  private static final Duration KEPT = Duration.ofSeconds(1);

  private NeededScripts() {}

  /**
   * Tries each.
   *
   * @throws RedisCommandExecutionException where one fails
   */
  static void tryAll(RedisCommands<byte[], byte[]> commands, RoomKeys keys, boolean sharded) {
    permitted(() -> append(commands, keys, sharded ? "SPUBLISH" : "PUBLISH"));
    permitted(() -> read(commands, keys));
    permitted(() -> run(commands, RedisScript.of("admit.lua"), keys.register(), "-", "1", "1000"));
  }

  /** A server that has another slot, or a replica, refuses only because of that. */
  static void permitted(Runnable command) {
    try {
      command.run();
    } catch (RedisCommandExecutionException e) {
      if (!RedisFailure.isOfOtherServer(e)) {
        throw e;
      }
    }
  }

  private static void append(
      RedisCommands<byte[], byte[]> commands, RoomKeys keys, String publish) {
    StreamEntry entry =
        StreamEntry.of(new Message("check", "parley", "", Payload.text(""), Instant.EPOCH));
    byte[][] arguments = {
      bytes(publish),
      keys.channel(),
      bytes(LogEpoch.newName()),
      bytes("1"),
      bytes("1"),
      bytes(String.valueOf(KEPT.toMillis())),
      bytes("1"),
      entry.id(),
      entry.body()
    };
    evaluate(commands, RedisScript.of("log.lua", "append.lua"), keys.log(), arguments);
  }

  private static void read(RedisCommands<byte[], byte[]> commands, RoomKeys keys) {
    String[] arguments = {LogEpoch.newName(), "1", "1", "1000", "1000", "head", "", "", "0", "0"};
    byte[][] all = Arrays.stream(arguments).map(NeededScripts::bytes).toArray(byte[][]::new);
    evaluate(commands, RedisScript.of("log.lua", "read.lua"), keys.log(), all);
  }

  private static void run(
      RedisCommands<byte[], byte[]> commands, RedisScript script, byte[] key, String... arguments) {
    byte[][] all = Arrays.stream(arguments).map(NeededScripts::bytes).toArray(byte[][]::new);
    evaluate(commands, script, new byte[][] {key}, all);
  }

  private static void evaluate(
      RedisCommands<byte[], byte[]> commands,
      RedisScript script,
      byte[][] keys,
      byte[]... arguments) {
    commands.eval(script.text(), ScriptOutputType.MULTI, keys, arguments);
    commands.evalsha(script.digest(), ScriptOutputType.MULTI, keys, arguments);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
