package io.parley.broker.redis;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Asks each shard for an answer, and knows which have given none for a while. Thread-safe. */
final class ReachCheck {
  /** How long a shard may give no answer. */
  static final Duration LIMIT = Duration.ofSeconds(5);

  /** How often each is asked. */
  static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Shards shards;

  /** When each shard answered last, by {@link System#nanoTime}. */
  private final Map<Shard, Long> answered = new ConcurrentHashMap<>();

  ReachCheck(Shards shards) {
    this.shards = shards;
  }

  void round() {
    answered.keySet().retainAll(shards.all());
    for (Shard shard : shards.all()) {
      answered.putIfAbsent(shard, System.nanoTime());
      shard
          .read(commands -> commands.ping())
          .thenAccept(answer -> answered.put(shard, System.nanoTime()));
    }
  }

  /** Whether every shard has answered not long ago. */
  boolean isReachable() {
    long now = System.nanoTime();
    return answered.values().stream().allMatch(last -> now - last < LIMIT.toNanos());
  }
}
