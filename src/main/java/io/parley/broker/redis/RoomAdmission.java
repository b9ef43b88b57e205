package io.parley.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.chat.RoomName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the rooms that have messages, of all nodes together: a client can invent any number of
 * names. Redis forgets a room with its log. Thread-safe.
 */
final class RoomAdmission {
  private static final RedisScript ADMIT = RedisScript.of("admit.lua");

  /** Its keys are named as those of a room, for a shard is found by one. */
  private static final RoomName REGISTER = new RoomName("-");

  /** How long a room waits for the register: it may be on a primary that its log is not on. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Rooms that this node admits without the register at most, until it answers again. */
  private static final int MOST_UNCOUNTED = 1_000;

  /** Rooms remembered at most. */
  private static final int MOST_KNOWN = 10_000;

  private final Shards shards;
  private final LogLimits limits;
  private final RoomKeys keys;
  private final AtomicInteger uncounted = new AtomicInteger();

  /** When each room was counted last, by {@link System#nanoTime}. Guarded by this. */
  private final Map<RoomName, Long> known = new LinkedHashMap<>();

  RoomAdmission(String prefix, Shards shards, LogLimits limits) {
    this.shards = shards;
    this.limits = limits;
    this.keys = new RoomKeys(prefix, REGISTER);
  }

  /**
   * Counts a room; false where there are too many. Where the register does not answer, a room is
   * admitted all the same, and counted with a later message.
   */
  CompletionStage<Boolean> admit(RoomName room) {
    return count(room)
        .toCompletableFuture()
        .copy()
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(this::admitUncounted);
  }

  private CompletionStage<Boolean> admitUncounted(Throwable failure) {
    return uncounted.incrementAndGet() <= MOST_UNCOUNTED
        ? CompletableFuture.completedFuture(true)
        : CompletableFuture.failedFuture(failure);
  }

  private CompletionStage<Boolean> count(RoomName room) {
    byte[][] arguments = {
      room.value().getBytes(UTF_8),
      String.valueOf(limits.rooms()).getBytes(UTF_8),
      String.valueOf(limits.age().toMillis()).getBytes(UTF_8)
    };
    return shards
        .of(keys)
        .read(commands -> ADMIT.run(commands, new byte[][] {keys.register()}, arguments))
        .thenApply(this::isCounted);
  }

  private boolean isCounted(List<Object> answer) {
    uncounted.set(0);
    return answer.equals(List.of(1L));
  }

  /** Counts a room again where it was long ago, because its log is kept for longer now. */
  void stored(RoomName room) {
    if (isDue(room)) {
      var unused = count(room).exceptionally(failure -> forget(room));
    }
  }

  private synchronized boolean isDue(RoomName room) {
    long now = System.nanoTime();
    Long last = known.get(room);
    Duration again = limits.age().dividedBy(4);
    if (last != null && now - last < again.toNanos()) {
      return false;
    }
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    known.put(room, now);
    return true;
  }

  private synchronized boolean forget(RoomName room) {
    return known.remove(room) == null;
  }
}
