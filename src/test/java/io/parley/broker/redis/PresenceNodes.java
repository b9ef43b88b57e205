package io.parley.broker.redis;

import io.lettuce.core.RedisURI;
import io.parley.chat.MemberInfo;
import io.parley.chat.Presence.Attendance;
import io.parley.chat.Presence.Change;
import io.parley.chat.RoomName;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Nodes that share presence in one Redis, with short times. */
final class PresenceNodes implements AutoCloseable {
  static final Duration LEASE = Duration.ofSeconds(1);
  static final RoomName TEA = new RoomName("tea");

  private final List<Node> nodes = new ArrayList<>();
  private final String prefix;

  /** A node, and what its listener of one room was told. */
  record Node(RedisPresence presence, Shards shards, List<Change> told) {
    Attendance enter(String id, String session) {
      return join(presence.enter(TEA, new MemberInfo(id, "name of " + id), session, 10));
    }

    int total() {
      return join(presence.list(TEA, 0)).total();
    }

    /** Ends as a process does that is killed: nothing more is sent. */
    void die() {
      shards.close();
    }
  }

  PresenceNodes(String prefix) {
    this.prefix = prefix;
  }

  /** Starts a node that listens to the room. */
  Node start(int port, Duration grace) {
    return start("redis://127.0.0.1:" + port, grace);
  }

  private Node start(String url, Duration grace) {
    Workers workers = new Workers();
    SingleServer shards = new SingleServer(() -> RedisURI.create(url), workers);
    RedisPresence.Times times = new RedisPresence.Times(LEASE, Duration.ofMillis(100), grace);
    RedisPresence presence = new RedisPresence(shards, prefix, workers, times, 1_000);
    shards.start();
    Node node = new Node(presence, shards, new CopyOnWriteArrayList<>());
    nodes.add(node);
    join(presence.subscribe(TEA, node.told::add));
    return node;
  }

  static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    nodes.forEach(node -> node.presence.close());
    nodes.forEach(node -> node.shards.close());
  }
}
