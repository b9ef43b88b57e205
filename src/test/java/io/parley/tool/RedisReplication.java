package io.parley.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A primary with one replica, and Sentinels that watch them where a test asks for some. */
public final class RedisReplication implements AutoCloseable {
  /** The name that the Sentinels know the primary by. */
  public static final String NAME = "parley";

  private final RedisServer primary;
  private final RedisServer replica;
  private final List<RedisServer> sentinels = new ArrayList<>();

  private RedisReplication(RedisServer primary, RedisServer replica) {
    this.primary = primary;
    this.replica = replica;
  }

  /**
   * Returns once the replica follows the primary.
   *
   * @param lines of both redis.conf
   */
  public static RedisReplication start(Path folder, String... lines) throws IOException {
    RedisProgram.requireInstalled();
    String[] own = Stream.concat(delays(), Stream.of(lines)).toArray(String[]::new);
    RedisServer primary = RedisServer.start(folder, own);
    String of = "replicaof 127.0.0.1 " + primary.port();
    String[] second = Stream.concat(Stream.of(own), Stream.of(of)).toArray(String[]::new);
    RedisReplication pair = new RedisReplication(primary, RedisServer.start(folder, second));
    pair.awaitLink();
    return pair;
  }

  /** Let a replica begin at once. */
  static Stream<String> delays() {
    return Stream.of("repl-diskless-sync-delay 0", "repl-ping-replica-period 1");
  }

  /**
   * Like {@link #start}, with Sentinels, of which more than half promote the replica one second
   * after the primary fell silent.
   */
  public static RedisReplication startWithSentinels(Path folder, int count, String... lines)
      throws IOException {
    RedisReplication pair = start(folder, lines);
    for (int i = 0; i < count; i++) {
      pair.sentinels.add(pair.sentinel(folder, count / 2 + 1));
    }
    for (RedisServer sentinel : pair.sentinels) {
      Until.isTrue("Sentinels know each other", () -> pair.isKnown(sentinel, count));
    }
    return pair;
  }

  private RedisServer sentinel(Path folder, int quorum) throws IOException {
    return RedisServer.sentinel(
        folder,
        "sentinel monitor %s 127.0.0.1 %d %d".formatted(NAME, primary.port(), quorum),
        "sentinel down-after-milliseconds %s 1000".formatted(NAME),
        "sentinel failover-timeout %s 4000".formatted(NAME));
  }

  private boolean isKnown(RedisServer sentinel, int count) throws IOException {
    List<?> state = (List<?>) sentinel.call("SENTINEL", "MASTER", NAME);
    return field(state, "num-other-sentinels").equals(String.valueOf(count - 1))
        && field(state, "num-slaves").equals("1")
        && field(state, "flags").equals("master");
  }

  private static String field(List<?> state, String name) {
    return String.valueOf(state.get(state.indexOf(name) + 1));
  }

  /** The server that began as the primary. */
  public RedisServer primary() {
    return primary;
  }

  /** The server that began as the replica. */
  public RedisServer replica() {
    return replica;
  }

  public List<RedisServer> sentinels() {
    return List.copyOf(sentinels);
  }

  /** The ports of the Sentinels, each as {@code 127.0.0.1:port}, separated by commas. */
  public String sentinelAuthorities() {
    return String.join(",", sentinels.stream().map(RedisServer::authority).toList());
  }

  /** Makes the replica a primary of its own; the primary does not know. */
  public void promote() throws IOException {
    replica.call("REPLICAOF", "NO", "ONE");
  }

  /** Returns once the Sentinels name the replica as the primary, and it is one. */
  public void awaitPromotion() throws IOException {
    for (RedisServer sentinel : sentinels) {
      Until.isTrue("Sentinel names the replica", () -> names(sentinel, replica));
    }
    Until.isTrue("replica is primary", replica::isPrimary);
  }

  private static boolean names(RedisServer sentinel, RedisServer server) throws IOException {
    Object address = sentinel.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME);
    return address.equals(List.of("127.0.0.1", String.valueOf(server.port())));
  }

  /** Returns once the replica has all that the primary has written, and the primary knows it. */
  public void awaitLink() throws IOException {
    Until.isTrue(
        "replica follows",
        Duration.ofSeconds(30),
        () ->
            replica.info("master_link_status").equals("up")
                && replica.info("slave_repl_offset").equals(primary.info("master_repl_offset"))
                && primary.hasReplicasOnline());
  }

  @Override
  public void close() {
    sentinels.forEach(RedisServer::close);
    replica.close();
    primary.close();
  }
}
