package io.parley.broker.redis;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.parley.chat.FailureLog;
import io.parley.chat.RoomName;
import io.parley.worker.WorkerTimer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * This node's lease, and the rooms in which it has members. Another node that sees the lease end
 * takes it over, and with it the members. The node gets a new id then, so that what is left of the
 * old one cannot meet it. For the thread of its node.
 */
final class NodeLease {
  private static final FailureLog FAILURES =
      new FailureLog(System.getLogger(RedisPresence.class.getName()));

  private static final RedisScript SCRIPT = RedisScript.of("lease.lua");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Is told what the lease's calls find. */
  interface Listener {
    /** The lease was lost, and there is a new one: what this node has in Redis is another's. */
    void renewedAsAnother();

    /** Changes may be made again. */
    void mayChangeAgain();

    /**
     * This node has taken over the lease of another one.
     *
     * @param since for how long it has ended
     */
    void tookOver(String node, Duration since);
  }

  private final Shards shards;
  private final RoomKeys place;
  private final WorkerTimer timer;
  private final Duration length;
  private final Listener listener;
  private final Set<RoomName> rooms = new HashSet<>();
  private final Set<String> takenOver = new HashSet<>();
  private String id = newId();
  private boolean begun;
  private boolean calling;
  private boolean suspect;
  private long beat = System.nanoTime();

  /**
   * @param length after which it ends unless it is renewed
   */
  NodeLease(Shards shards, String prefix, WorkerTimer timer, Duration length, Listener listener) {
    this.shards = shards;
    this.place = new RoomKeys(prefix, new RoomName("nodes"));
    this.timer = timer;
    this.length = length;
    this.listener = listener;
  }

  private static String newId() {
    return Long.toUnsignedString(RANDOM.nextLong(), Character.MAX_RADIX);
  }

  String id() {
    return id;
  }

  /** Whether Redis was ever reached. */
  boolean hasBegun() {
    return begun;
  }

  /** Whether the shard is the one that has the leases. */
  boolean isOf(Shard shard) {
    return shards.of(place) == shard;
  }

  /** Notes that this process runs. Where it stood still, the lease has to be asked for first. */
  void beat() {
    suspect |= !isRecent();
    beat = System.nanoTime();
    if (suspect) {
      renew();
    }
  }

  boolean mayChange() {
    return !suspect && isRecent();
  }

  private boolean isRecent() {
    return System.nanoTime() - beat < length.toNanos() / 2;
  }

  /** Renews the lease, or begins one. */
  void renew() {
    if (!calling && (begun || shards.of(place).isConnected())) {
      calling = true;
      call(begun ? "renew" : "begin")
          .whenComplete(
              (answer, failure) ->
                  timer.execute(() -> answered(Optional.ofNullable(answer), failure)));
    }
  }

  private void answered(Optional<List<Object>> answer, Throwable failure) {
    calling = false;
    boolean suspected = suspect;
    suspect = false;
    answer.ifPresentOrElse(
        found -> found(PresenceAnswer.texts(found)),
        () -> FAILURES.warn("the lease of this node cannot be renewed in Redis", failure));
    if (suspected) {
      listener.mayChangeAgain();
    }
  }

  private void found(List<String> answer) {
    if (begun && answer.get(0).equals("lost")) {
      id = newId();
      begun = false;
      rooms.clear();
      renew();
      listener.renewedAsAnother();
      return;
    }
    begun = true;
    for (int i = 1; i + 1 < answer.size(); i += 2) {
      if (takenOver.add(answer.get(i))) {
        Duration since = Duration.ofMillis(PresenceAnswer.number(answer.get(i + 1)));
        listener.tookOver(answer.get(i), since);
      }
    }
  }

  /** Ends the lease; others find the members of this node. */
  CompletionStage<List<Object>> end() {
    return call("end");
  }

  private CompletionStage<List<Object>> call(String act) {
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(PresenceNode.bytes(id));
    arguments.add(PresenceNode.bytes(String.valueOf(length.toMillis())));
    arguments.add(PresenceNode.bytes(act));
    takenOver.forEach(node -> arguments.add(PresenceNode.bytes(node)));
    byte[][] names = {key("l"), key("e")};
    return commands(commands -> SCRIPT.run(commands, names, arguments.toArray(byte[][]::new)));
  }

  private <T> CompletionStage<T> commands(
      Function<RedisAsyncCommands<byte[], byte[]>, CompletionStage<T>> commands) {
    return shards.of(place).read(commands);
  }

  private byte[] key(String kind) {
    return place.key(kind);
  }

  private byte[] roomsOf(String node) {
    return key("r:" + node);
  }

  /**
   * Notes a room before this node has members in it. Where the leases are out of reach, it goes on
   * without, and notes the room the next time.
   */
  CompletionStage<?> registered(RoomName room, boolean needed) {
    if (!needed || rooms.contains(room)) {
      return CompletableFuture.completedFuture(null);
    }
    String of = id;
    return commands(commands -> commands.sadd(roomsOf(of), PresenceNode.bytes(room.value())))
        .thenAccept(added -> timer.execute(() -> registered(room, of)))
        .exceptionally(failure -> null);
  }

  private void registered(RoomName room, String of) {
    if (of.equals(id)) {
      rooms.add(room);
    }
  }

  /** Notes that this node has no members in a room. */
  void release(RoomName room) {
    if (rooms.remove(room)) {
      forget(id, room);
    }
  }

  /** Lists the rooms of a node that was taken over; the stage completes on any thread. */
  CompletionStage<Set<byte[]>> roomsOfTakenOver(String node) {
    return commands(commands -> commands.smembers(roomsOf(node)));
  }

  /** Removes a room from those of a node; where that fails, it is found once more, and is empty. */
  void forget(String node, RoomName room) {
    var unused =
        commands(commands -> commands.srem(roomsOf(node), PresenceNode.bytes(room.value())));
  }

  /** Removes what is left of a node that was taken over. */
  void finish(String node) {
    if (takenOver.remove(node)) {
      var unused =
          commands(
              commands -> {
                var unusedDeletion = commands.del(roomsOf(node));
                return commands.zrem(key("e"), PresenceNode.bytes(node));
              });
    }
  }

  /** Leaves the rest to whichever node takes the ended one over next. */
  void giveUp(String node) {
    takenOver.remove(node);
  }
}
