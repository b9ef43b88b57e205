package io.parley.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a Redis before the start: how it is set up, and whether it lets Parley do all that it
 * needs. Blocks for some seconds at most.
 */
final class BootCheck implements AutoCloseable {
  /** How long the log of the check is kept. */
  private static final Duration KEPT = Duration.ofSeconds(1);

  private final RedisConnector connector = new RedisConnector();
  private final RedisOptions options;

  BootCheck(RedisOptions options) {
    this.options = options;
  }

  /**
   * Returns what the first primary that answers says of itself.
   *
   * @throws RedisSetupException where it cannot be used
   */
  RedisFacts run() {
    String failure = "Redis does not answer at " + options.shown() + ", or refuses the login";
    for (RedisURI address : addresses()) {
      Optional<StatefulRedisConnection<byte[], byte[]>> open = connect(address);
      if (open.isPresent()) {
        Optional<RedisFacts> facts = check(open.get(), address);
        if (facts.isPresent()) {
          return facts.get();
        }
        failure =
            "Redis at "
                + options.shown()
                + " is a replica, which stores nothing: name its primary, or its Sentinels";
      }
    }
    throw new RedisSetupException(failure);
  }

  /** Checks a primary, and closes the connection; empty of a replica. */
  private Optional<RedisFacts> check(
      StatefulRedisConnection<byte[], byte[]> connection, RedisURI address) {
    try (connection) {
      RedisFacts facts =
          new RedisFacts(RedisFacts.fields(connection.sync().info()), configuration(connection));
      if (facts.isReplica()) {
        return Optional.empty();
      }
      RedisPromise.refusal(facts, options.memory())
          .ifPresent(
              sentence -> {
                throw new RedisSetupException(sentence);
              });
      tryAll(connection, facts);
      trySubscription(address, facts);
      return Optional.of(facts);
    } catch (RedisCommandExecutionException e) {
      throw new RedisSetupException(refused(e));
    } catch (RedisException e) {
      throw new RedisSetupException("Redis at " + options.shown() + " stopped answering");
    }
  }

  private List<RedisURI> addresses() {
    return options.master().isPresent()
        ? List.of(options.primary())
        : options.servers().stream().map(options::uri).toList();
  }

  /** Connects to a server; empty where it does not answer. */
  private Optional<StatefulRedisConnection<byte[], byte[]>> connect(RedisURI address) {
    try {
      return Optional.of(
          connector
              .client()
              .connectAsync(ByteArrayCodec.INSTANCE, address)
              .toCompletableFuture()
              .orTimeout(2 * RedisConnector.TIMEOUT.toSeconds(), TimeUnit.SECONDS)
              .join());
    } catch (CompletionException | RedisException next) {
      return Optional.empty();
    }
  }

  /** A managed server may hide its configuration. */
  private static Map<String, String> configuration(
      StatefulRedisConnection<byte[], byte[]> connection) {
    try {
      RedisCommands<byte[], byte[]> commands = connection.sync();
      Map<String, String> found = new HashMap<>(commands.configGet("appendfsync"));
      found.putAll(commands.configGet("min-replicas-to-write"));
      return found;
    } catch (RedisCommandExecutionException hidden) {
      return Map.of();
    }
  }

  private static String refused(RedisCommandExecutionException refusal) {
    String words = String.valueOf(refusal.getMessage()).replaceAll("[^ -~]+", " ");
    return "Redis refuses what Parley needs: "
        + words.substring(0, Math.min(words.length(), 200)).strip();
  }

  /** Runs every script, as Parley does later. */
  private void tryAll(StatefulRedisConnection<byte[], byte[]> connection, RedisFacts facts) {
    RoomKeys keys = keys();
    permitted(() -> append(connection, keys, isSharded(facts) ? "SPUBLISH" : "PUBLISH"));
    permitted(() -> read(connection, keys));
    permitted(
        () -> run(connection, RedisScript.of("admit.lua"), keys.register(), "-", "1", "1000"));
    permitted(() -> connection.sync().waitForReplication(0, 1));
    permitted(() -> connection.sync().hmget(keys.state(), bytes("n")));
  }

  private void trySubscription(RedisURI address, RedisFacts facts) {
    byte[] channel = keys().channel();
    try (StatefulRedisPubSubConnection<byte[], byte[]> subscriptions =
        connector.client().connectPubSub(ByteArrayCodec.INSTANCE, address)) {
      permitted(
          () -> {
            if (isSharded(facts)) {
              subscriptions.sync().ssubscribe(channel);
            } else {
              subscriptions.sync().subscribe(channel);
            }
          });
    }
  }

  /** Of a room that no user can name. */
  private RoomKeys keys() {
    return new RoomKeys(options.prefix(), new RoomName("-" + LogEpoch.newName()));
  }

  private static boolean isSharded(RedisFacts facts) {
    return facts.isCluster() && number(facts.version()) >= 7;
  }

  private static int number(String version) {
    String major = version.replaceFirst("\\..*", "");
    return major.matches("[0-9]{1,4}") ? Integer.parseInt(major) : 0;
  }

  /** A server that has another slot, or a replica, refuses only because of that. */
  private static void permitted(Runnable command) {
    try {
      command.run();
    } catch (RedisCommandExecutionException e) {
      if (!RedisFailure.isOfOtherServer(e)) {
        throw e;
      }
    }
  }

  private static void append(
      StatefulRedisConnection<byte[], byte[]> connection, RoomKeys keys, String publish) {
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
    evaluate(connection, RedisScript.of("log.lua", "append.lua"), keys.log(), arguments);
  }

  private static void read(StatefulRedisConnection<byte[], byte[]> connection, RoomKeys keys) {
    String[] arguments = {LogEpoch.newName(), "1", "1", "1000", "1000", "head", "", "", "0", "0"};
    byte[][] all = Arrays.stream(arguments).map(BootCheck::bytes).toArray(byte[][]::new);
    evaluate(connection, RedisScript.of("log.lua", "read.lua"), keys.log(), all);
  }

  private static void run(
      StatefulRedisConnection<byte[], byte[]> connection,
      RedisScript script,
      byte[] key,
      String... arguments) {
    byte[][] all = Arrays.stream(arguments).map(BootCheck::bytes).toArray(byte[][]::new);
    evaluate(connection, script, new byte[][] {key}, all);
  }

  private static void evaluate(
      StatefulRedisConnection<byte[], byte[]> connection,
      RedisScript script,
      byte[][] keys,
      byte[]... arguments) {
    connection.sync().eval(script.text(), ScriptOutputType.MULTI, keys, arguments);
    connection.sync().evalsha(script.digest(), ScriptOutputType.MULTI, keys, arguments);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Override
  public void close() {
    connector.close();
  }
}
