package io.parley.broker.redis;

import io.parley.chat.FailureLog;
import io.parley.chat.RoomName;
import io.parley.worker.WorkerTimer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the rooms' presence on one node has in common: its thread, its lease and its connections.
 * For that thread, unless said otherwise.
 */
final class PresenceNode {
  private static final FailureLog FAILURES =
      new FailureLog(System.getLogger(RedisPresence.class.getName()));

  private static final RedisScript SCRIPT = RedisScript.of("presence.lua");

  private final Shards shards;
  private final String prefix;
  private final WorkerTimer timer;
  private final NodeLease lease;

  PresenceNode(Shards shards, String prefix, WorkerTimer timer, NodeLease lease) {
    this.shards = shards;
    this.prefix = prefix;
    this.timer = timer;
    this.lease = lease;
  }

  RoomKeys keys(RoomName room) {
    return new RoomKeys(prefix, room);
  }

  /** Returns the room of a channel of presence; empty for any other channel. Thread-safe. */
  Optional<RoomName> room(byte[] channel) {
    String text = new String(channel, StandardCharsets.UTF_8);
    String begin = prefix + ":{";
    String end = "}:" + RoomKeys.PRESENCE_CHANNEL;
    return text.startsWith(begin) && text.endsWith(end) && text.length() > begin.length()
        ? RoomName.parse(text.substring(begin.length(), text.length() - end.length()))
        : Optional.empty();
  }

  Shard shard(RoomKeys keys) {
    return shards.of(keys);
  }

  boolean hasShardedChannels() {
    return shards.hasShardedChannels();
  }

  /** Whether changes may be made, for this node's lease has not ended while it stood still. */
  boolean mayChange() {
    return lease.mayChange();
  }

  /** Runs a task on the node's thread. Thread-safe. */
  void execute(Runnable task) {
    timer.execute(task);
  }

  /** Runs a task on the node's thread after a while. */
  void later(Runnable task, Duration delay) {
    var unused = timer.later(task, delay);
  }

  /** Notes that a room has members for which this node is responsible no longer. */
  void released(RoomName room) {
    lease.release(room);
  }

  /** Runs operations in one call of the script; the stage completes on any thread. */
  CompletionStage<List<List<Object>>> run(RoomKeys keys, List<PresenceOperation> batch) {
    String id = lease.id();
    return lease
        .registered(keys.room(), batch.stream().anyMatch(PresenceOperation::isTaking))
        .thenCompose(registered -> call(keys, id, batch))
        .thenApply(PresenceAnswer::lists);
  }

  private CompletionStage<List<Object>> call(
      RoomKeys keys, String id, List<PresenceOperation> batch) {
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(bytes(hasShardedChannels() ? "SPUBLISH" : "PUBLISH"));
    arguments.add(keys.presenceChannel());
    arguments.add(bytes(id));
    batch.stream().flatMap(PresenceOperation::arguments).forEach(arguments::add);
    byte[][] names = {keys.presence(), keys.arrivals(), keys.changes()};
    return shard(keys)
        .read(commands -> SCRIPT.run(commands, names, arguments.toArray(byte[][]::new)));
  }

  /** Passes on an answer; what is wrong in it is logged and affects nothing else. */
  void guarded(PresenceOperation operation, List<Object> answer) {
    try {
      operation.succeeded(answer);
    } catch (RuntimeException e) {
      FAILURES.error("an answer about presence is not understood", e);
    }
  }

  void failed(Throwable failure) {
    if (!lease.hasBegun()) {
      return; // The first connection is being made.
    }
    FAILURES.warn(
        "presence cannot be changed in Redis, which is tried again",
        Optional.ofNullable(failure).orElseGet(() -> new IllegalStateException("bad answer")));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
