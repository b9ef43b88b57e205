package io.parley.redisjudge;

import io.parley.tool.FaultProxy;
import io.parley.tool.RedisCluster;
import io.parley.tool.RedisServer;
import io.parley.tool.RedisWire;
import io.parley.tool.Until;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Makes faults, and returns from each when everything runs again. */
final class FaultMaker {
  private static final int LONGEST_PAUSE_MS = 8_000;

  private final RedisCluster cluster;
  private final List<JudgedNode> nodes;
  private final List<String> rooms;
  private final Random random;
  private final int longest;

  /**
   * @param isShort whether pauses are up to 3 s, not 8
   */
  FaultMaker(
      RedisCluster cluster,
      List<JudgedNode> nodes,
      List<String> rooms,
      Random random,
      boolean isShort) {
    this.cluster = cluster;
    this.nodes = nodes;
    this.rooms = rooms;
    this.random = random;
    this.longest = isShort ? 3_000 : LONGEST_PAUSE_MS;
  }

  void make(Fault fault) throws IOException {
    switch (fault) {
      case KILL_NODE -> killNode();
      case KILL_PRIMARY -> killPrimary();
      case PAUSE_PRIMARY -> pausePrimary();
      case BLACK_HOLE -> blackHole();
      case CUT -> cut();
      case FAILOVER -> failover();
      case MOVE_SLOT -> moveSlot();
      case KILL_SUBSCRIPTIONS -> onPrimaries("CLIENT", "KILL", "TYPE", "pubsub");
      case SMALL_OUTPUT_BUFFER -> smallOutputBuffer();
      case SCRIPT_FLUSH -> onPrimaries("SCRIPT", "FLUSH");
      case FORK -> fork();
      case RESTART -> restart();
    }
    cluster.awaitComplete();
  }

  private static void pause(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private void sometime() {
    pause(1_000 + random.nextInt(longest - 1_000));
  }

  private RedisServer primary() throws IOException {
    List<RedisServer> primaries = cluster.primaries();
    return primaries.get(random.nextInt(primaries.size()));
  }

  private void killNode() throws IOException {
    JudgedNode node = nodes.get(random.nextInt(nodes.size()));
    node.kill();
    pause(500);
    node.startAgain();
    node.awaitReady();
  }

  private void killPrimary() throws IOException {
    RedisServer primary = primary();
    primary.kill();
    awaitAnother(primary);
    primary.startAgain();
  }

  /** Returns once the replica of a primary that is gone is a primary. */
  private void awaitAnother(RedisServer gone) {
    RedisServer replica = other(gone);
    Until.isTrue("a replica is promoted", replica::isPrimary);
  }

  /** The other one of a pair: pairs stay, for no replica moves to another primary. */
  private RedisServer other(RedisServer server) {
    List<RedisServer> servers = cluster.servers();
    int half = servers.size() / 2;
    return servers.get((servers.indexOf(server) + half) % servers.size());
  }

  private void pausePrimary() throws IOException {
    RedisServer primary = primary();
    primary.pause();
    sometime();
    primary.resume();
  }

  private void blackHole() throws IOException {
    FaultProxy proxy = cluster.proxy(primary());
    proxy.blackHole();
    sometime();
    proxy.heal();
  }

  private void cut() throws IOException {
    FaultProxy proxy = cluster.proxy(primary());
    proxy.cut();
    pause(1_000);
    proxy.heal();
  }

  private void failover() throws IOException {
    RedisCluster.failOver(other(primary()));
  }

  private void moveSlot() throws IOException {
    String room = rooms.get(random.nextInt(rooms.size()));
    String key = "{" + room + "}";
    RedisServer from = cluster.primaryOf(key);
    List<RedisServer> others = cluster.primaries().stream().filter(s -> s != from).toList();
    cluster.move(key, others.get(random.nextInt(others.size())));
  }

  private void onPrimaries(String... command) throws IOException {
    for (RedisServer primary : cluster.primaries()) {
      primary.call(command);
    }
  }

  private void smallOutputBuffer() throws IOException {
    String name = "client-output-buffer-limit";
    onPrimaries("CONFIG", "SET", name, "pubsub 64kb 64kb 1");
    FaultProxy proxy = cluster.proxy(primary());
    proxy.blackHole(); // So that what is published stays in the buffer.
    pause(1_000);
    proxy.heal();
    onPrimaries("CONFIG", "SET", name, "pubsub 32mb 8mb 60");
  }

  private void fork() throws IOException {
    RedisServer primary = primary();
    RedisServer replica = other(primary);
    replica.pause();
    pause(1_000);
    primary.kill();
    // Else it would still get what waits in its socket.
    replica.kill();
    replica.startAgain();
    awaitAnother(primary);
    primary.startAgain();
  }

  private void restart() throws IOException {
    List<RedisServer> servers = cluster.servers();
    for (RedisServer server : servers) {
      server.stop();
    }
    for (RedisServer server : servers) {
      server.launchAgain();
    }
    for (RedisServer server : servers) {
      Until.isTrue("Redis is back", () -> RedisWire.once(server.port(), "PING").equals("PONG"));
    }
  }
}
