package io.parley.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Redis cluster on loopback: some primaries with one replica each, or none. */
public final class RedisCluster implements AutoCloseable {
  private static final int SLOTS = 16_384;
  private static final long FAILOVER_PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private final List<RedisServer> servers = new ArrayList<>();
  private final List<FaultProxy> proxies = new ArrayList<>();
  private final int primaries;

  private RedisCluster(int primaries) {
    this.primaries = primaries;
  }

  /**
   * Returns once every server says that the cluster is complete.
   *
   * @param replicas whether each primary has one
   * @param lines of each redis.conf
   */
  public static RedisCluster start(Path folder, int primaries, boolean replicas, String... lines)
      throws IOException {
    return start(folder, primaries, replicas, false, lines);
  }

  /**
   * Like {@link #start}; clients and replicas are led to each server through a proxy of its own.
   * The servers' talk among themselves takes another way.
   */
  public static RedisCluster startBehindProxies(Path folder, int primaries, String... lines)
      throws IOException {
    return start(folder, primaries, true, true, lines);
  }

  private static RedisCluster start(
      Path folder, int primaries, boolean replicas, boolean proxied, String... lines)
      throws IOException {
    RedisProgram.requireInstalled();
    RedisCluster cluster = new RedisCluster(primaries);
    try {
      for (int i = 0; i < primaries * (replicas ? 2 : 1); i++) {
        cluster.add(folder, proxied, lines);
      }
      cluster.join();
      return cluster;
    } catch (IOException | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private void add(Path folder, boolean proxied, String... lines) throws IOException {
    List<String> own = new ArrayList<>();
    own.add("cluster-enabled yes");
    own.add("cluster-node-timeout 2000");
    own.add("cluster-replica-validity-factor 0");
    own.add("cluster-allow-replica-migration no");
    own.add("cluster-port " + FreePort.next());
    RedisReplication.delays().forEach(own::add);
    if (proxied) {
      FaultProxy proxy = FaultProxy.listen();
      proxies.add(proxy);
      own.add("cluster-announce-port " + proxy.port());
    }
    own.addAll(List.of(lines));
    RedisServer server = RedisServer.start(folder, own.toArray(String[]::new));
    servers.add(server);
    if (proxied) {
      proxies.get(proxies.size() - 1).target(server.port());
    }
  }

  private void join() throws IOException {
    for (int i = 0; i < primaries; i++) {
      String first = String.valueOf(i * SLOTS / primaries);
      String last = String.valueOf((i + 1) * SLOTS / primaries - 1);
      servers.get(i).call("CLUSTER", "ADDSLOTSRANGE", first, last);
    }
    for (int i = 0; i < servers.size(); i++) {
      servers.get(i).call("CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
    }
    RedisServer first = servers.get(0);
    for (RedisServer server : servers.subList(1, servers.size())) {
      String busPort = server.configured("cluster-port");
      first.call("CLUSTER", "MEET", "127.0.0.1", String.valueOf(server.port()), busPort);
    }
    for (RedisServer server : servers) {
      Until.isTrue("all known", () -> nodes(server).size() == servers.size());
    }
    for (int i = primaries; i < servers.size(); i++) {
      RedisServer replica = servers.get(i);
      String id = id(servers.get(i - primaries));
      Until.isTrue("follows", () -> replica.call("CLUSTER", "REPLICATE", id).equals("OK"));
      for (RedisServer server : servers) {
        Until.isTrue("known as a replica", () -> followers(server, id) == 1);
      }
    }
    awaitComplete();
  }

  /** Returns once each running server says that all slots are served, and all replicas follow. */
  public void awaitComplete() throws IOException {
    Until.isTrue("each slot has one primary", () -> primaries().size() == primaries);
    for (RedisServer server : servers) {
      if (server.isRunning()) {
        Until.isTrue("cluster is ok", () -> isComplete(server));
      }
    }
    for (RedisServer server : servers) {
      if (server.isRunning()) {
        Until.isTrue("replicas are online", server::hasReplicasOnline);
      }
    }
  }

  private static boolean isComplete(RedisServer server) throws IOException {
    boolean serves =
        String.valueOf(server.call("CLUSTER", "INFO")).contains("cluster_state:ok")
            && nodes(server).stream().noneMatch(line -> line.contains("handshake"));
    return serves && (server.isPrimary() || server.info("master_link_status").equals("up"));
  }

  private static List<String> nodes(RedisServer server) throws IOException {
    return String.valueOf(server.call("CLUSTER", "NODES")).lines().toList();
  }

  /** How many replicas of a primary a server knows; a primary heeds no failover of another. */
  private static long followers(RedisServer server, String primary) throws IOException {
    return nodes(server).stream().filter(line -> line.contains("slave " + primary)).count();
  }

  /**
   * Makes a replica the primary, with the consent of the one that is; returns once it is. It asks
   * again where the others did not agree: they do not vote twice within a few seconds.
   */
  public static void failOver(RedisServer replica) {
    Until.isTrue("failed over", () -> hasFailedOver(replica));
  }

  private static boolean hasFailedOver(RedisServer replica) throws IOException {
    replica.call("CLUSTER", "FAILOVER");
    for (int i = 0; i < 20 && !replica.isPrimary(); i++) {
      LockSupport.parkNanos(FAILOVER_PAUSE_NANOS);
    }
    return replica.isPrimary();
  }

  /**
   * Moves the slot of a key to a primary while it is used, as redis-cli does. It begins once all
   * primaries know each other's epochs: where two take the same one at once, each can end up saying
   * that the other serves the slot.
   */
  public void move(String key, RedisServer to) throws IOException {
    Until.isTrue("epochs are known", this::epochsAreKnown);
    RedisServer from = primaryOf(key);
    String slot = String.valueOf(slot(key));
    String id = id(to);
    to.call("CLUSTER", "SETSLOT", slot, "IMPORTING", id(from));
    from.call("CLUSTER", "SETSLOT", slot, "MIGRATING", id);
    for (List<?> keys = keys(from, slot); !keys.isEmpty(); keys = keys(from, slot)) {
      for (Object each : keys) {
        String port = String.valueOf(to.port());
        from.call("MIGRATE", "127.0.0.1", port, String.valueOf(each), "0", "5000");
      }
    }
    to.call("CLUSTER", "SETSLOT", slot, "NODE", id);
    from.call("CLUSTER", "SETSLOT", slot, "NODE", id);
    for (RedisServer primary : primaries()) {
      primary.call("CLUSTER", "SETSLOT", slot, "NODE", id);
    }
  }

  private static List<?> keys(RedisServer server, String slot) throws IOException {
    return (List<?>) server.call("CLUSTER", "GETKEYSINSLOT", slot, "100");
  }

  private boolean epochsAreKnown() throws IOException {
    Set<Map<String, String>> views = new HashSet<>();
    for (RedisServer server : primaries()) {
      views.add(epochs(server));
    }
    return views.size() == 1
        && views.stream().allMatch(view -> Set.copyOf(view.values()).size() == view.size());
  }

  /** The configuration epoch of each primary, by identifier, as a server knows it. */
  private static Map<String, String> epochs(RedisServer server) throws IOException {
    return nodes(server).stream()
        .map(line -> line.split(" ", -1))
        .filter(fields -> fields[2].contains("master"))
        .collect(Collectors.toMap(fields -> fields[0], fields -> fields[6]));
  }

  /** The identifier of a server within the cluster. */
  public static String id(RedisServer server) throws IOException {
    return String.valueOf(server.call("CLUSTER", "MYID"));
  }

  /** All servers; those that began as primaries are first, then their replicas in this order. */
  public List<RedisServer> servers() {
    return List.copyOf(servers);
  }

  /** The servers that are primaries now and run. */
  public List<RedisServer> primaries() throws IOException {
    List<RedisServer> found = new ArrayList<>();
    for (RedisServer server : servers) {
      if (server.isRunning() && server.isPrimary()) {
        found.add(server);
      }
    }
    return found;
  }

  /** The server that serves a key, as a running one says; the key has no braces, or is in them. */
  public RedisServer primaryOf(String key) throws IOException {
    int slot = slot(key);
    for (RedisServer server : primaries()) {
      Optional<String> own =
          nodes(server).stream().filter(line -> line.contains("myself,")).findFirst();
      if (own.stream()
          .flatMap(line -> Stream.of(line.split(" ", -1)).skip(8))
          .anyMatch(range -> contains(range, slot))) {
        return server;
      }
    }
    throw new IOException("nobody serves slot " + slot);
  }

  private static boolean contains(String range, int slot) {
    if (range.isEmpty() || range.startsWith("[")) {
      return false; // A slot that is being moved.
    }
    String[] ends = range.split("-", 2);
    return Integer.parseInt(ends[0]) <= slot && slot <= Integer.parseInt(ends[ends.length - 1]);
  }

  /** The slot of a key: CRC-16/XMODEM of the part in the first braces, or of the whole. */
  public static int slot(String key) {
    int open = key.indexOf('{');
    int close = key.indexOf('}', open + 1);
    String hashed = open >= 0 && close > open + 1 ? key.substring(open + 1, close) : key;
    int crc = 0;
    for (byte octet : hashed.getBytes(StandardCharsets.UTF_8)) {
      crc ^= (octet & 0xff) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
      }
    }
    return (crc & 0xffff) % SLOTS;
  }

  /** The proxy before a server of {@link #servers()}, where the cluster has some. */
  public FaultProxy proxy(RedisServer server) {
    return proxies.get(servers.indexOf(server));
  }

  /** Where clients may begin: each {@code 127.0.0.1:port}, separated by commas. */
  public String authorities() {
    return String.join(
        ",",
        proxies.isEmpty()
            ? servers.stream().map(RedisServer::authority).toList()
            : proxies.stream().map(proxy -> "127.0.0.1:" + proxy.port()).toList());
  }

  @Override
  public void close() {
    servers.forEach(RedisServer::close);
    proxies.forEach(FaultProxy::close);
  }
}
