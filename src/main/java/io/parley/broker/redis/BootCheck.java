package io.parley.broker.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.parley.chat.RoomName;
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
  private final RedisConnector connector = new RedisConnector();
  private final RedisOptions options;

  BootCheck(RedisOptions options) {
    this.options = options;
  }

  /**
   * Returns what the first primary that answers says of itself, or of a cluster, what is true of
   * all of its primaries.
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
      requireGood(facts);
      tryAll(connection, facts);
      trySubscription(address, facts);
      return Optional.of(facts.isCluster() ? ofCluster(connection, facts) : facts);
    } catch (RedisCommandExecutionException e) {
      throw new RedisSetupException(refused(e));
    } catch (RedisException e) {
      throw new RedisSetupException("Redis at " + options.shown() + " stopped answering");
    }
  }

  private void requireGood(RedisFacts facts) {
    RedisPromise.refusal(facts, options.memory())
        .ifPresent(
            sentence -> {
              throw new RedisSetupException(sentence);
            });
  }

  /** Looks at each primary, because each may be set up in another way. */
  private RedisFacts ofCluster(
      StatefulRedisConnection<byte[], byte[]> connection, RedisFacts first) {
    String state = connection.sync().clusterInfo();
    String host = options.servers().get(0).host();
    ClusterView view =
        ClusterView.parse(host, state, connection.sync().clusterSlots())
            .filter(ClusterView::isComplete)
            .orElseThrow(() -> new RedisSetupException("the cluster has not all of its primaries"));
    RedisFacts all = first;
    for (ClusterNode node :
        view.ranges().stream().map(range -> range.primary()).distinct().toList()) {
      all = all.and(ofPrimary(new RedisOptions.Server(node.host(), node.port())));
    }
    return all;
  }

  private RedisFacts ofPrimary(RedisOptions.Server server) {
    try (StatefulRedisConnection<byte[], byte[]> connection =
        connect(options.uri(server))
            .orElseThrow(
                () -> new RedisSetupException("the primary at " + server + " does not answer"))) {
      RedisFacts facts =
          new RedisFacts(RedisFacts.fields(connection.sync().info()), configuration(connection));
      requireGood(facts);
      NeededCommands.tryAll(connection.sync(), keys(), facts.hasShardedChannels());
      return facts;
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

  private void tryAll(StatefulRedisConnection<byte[], byte[]> connection, RedisFacts facts) {
    RoomKeys keys = keys();
    NeededCommands.tryAll(connection.sync(), keys, facts.hasShardedChannels());
    NeededScripts.tryAll(connection.sync(), keys, facts.hasShardedChannels());
  }

  private void trySubscription(RedisURI address, RedisFacts facts) {
    byte[] channel = keys().channel();
    try (StatefulRedisPubSubConnection<byte[], byte[]> subscriptions =
        connector.client().connectPubSub(ByteArrayCodec.INSTANCE, address)) {
      NeededScripts.permitted(
          () -> {
            if (facts.hasShardedChannels()) {
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

  @Override
  public void close() {
    connector.close();
  }
}
