package io.parley.broker.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the Sentinels who the primary is, and connects anew where most of them name another process
 * than the connected one. That one may be a former primary that is cut off and does not know it.
 */
final class SentinelWatch {
  /** How often they are asked. */
  static final Duration INTERVAL = Duration.ofSeconds(2);

  /** How long an answer may take; with an interval, less than 5 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Pattern RUN_ID = Pattern.compile("run_id:([0-9a-f]+)");

  private final RedisClient client;
  private final Supplier<RedisURI> address;
  private final Shard primary;

  /**
   * @param address has the Sentinels, and the name by which they know the primary
   */
  SentinelWatch(RedisClient client, Supplier<RedisURI> address, Shard primary) {
    this.client = client;
    this.address = address;
    this.primary = primary;
  }

  /** Asks them; the answers come later. */
  void round() {
    RedisURI uri = address.get();
    if (!primary.isConnected() || uri.getSentinels().isEmpty()) {
      return;
    }
    CompletableFuture<Optional<String>> own =
        bounded(primary.read(commands -> commands.info("server")).thenApply(SentinelWatch::runId));
    List<CompletableFuture<Optional<String>>> named =
        uri.getSentinels().stream()
            .map(sentinel -> bounded(named(sentinel, uri.getSentinelMasterId())))
            .toList();
    var unused =
        CompletableFuture.allOf(named.toArray(new CompletableFuture<?>[0]))
            .thenCompose(done -> own)
            .thenAccept(connected -> compare(connected, named));
  }

  private static Optional<String> runId(String info) {
    Matcher id = RUN_ID.matcher(info);
    return id.find() ? Optional.of(id.group(1)) : Optional.empty();
  }

  private static CompletableFuture<Optional<String>> bounded(
      CompletionStage<Optional<String>> answer) {
    return answer
        .toCompletableFuture()
        .completeOnTimeout(Optional.empty(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> Optional.empty());
  }

  /** Asks one for the identifier of the primary's process; empty while it does not know it. */
  private CompletionStage<Optional<String>> named(RedisURI sentinel, String name) {
    CompletableFuture<StatefulRedisSentinelConnection<String, String>> connection =
        client.connectSentinelAsync(StringCodec.UTF8, sentinel);
    return connection
        .thenCompose(opened -> opened.async().master(name))
        .thenApply(master -> Optional.ofNullable(master.get("runid")).filter(id -> !id.isEmpty()))
        .whenComplete((id, failure) -> close(connection));
  }

  private static void close(
      CompletableFuture<StatefulRedisSentinelConnection<String, String>> opening) {
    var unused = opening.thenCompose(StatefulRedisSentinelConnection::closeAsync);
  }

  private void compare(
      Optional<String> connected, List<CompletableFuture<Optional<String>>> named) {
    long others =
        named.stream()
            .flatMap(each -> each.join().stream())
            .filter(id -> connected.filter(own -> !own.equals(id)).isPresent())
            .count();
    if (2 * others > named.size()) {
      primary.reconnect();
    }
  }
}
