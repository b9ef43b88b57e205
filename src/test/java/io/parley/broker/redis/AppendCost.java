package io.parley.broker.redis;

import io.lettuce.core.RedisURI;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import io.parley.tool.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** What Redis uses for a message that two nodes hear, by how many are appended in one call. */
public final class AppendCost implements AutoCloseable {
  private static final RoomName ROOM = new RoomName("cost");

  private final FeedNode node;
  private final FeedNode other;
  private final Shard shard;
  private final AppendScript script;
  private final LongSupplier cpuNanos;
  private long messages;

  /**
   * @param cpuNanos of the Redis process
   */
  public AppendCost(RedisServer redis, LongSupplier cpuNanos) {
    this.cpuNanos = cpuNanos;
    node = listening(redis);
    other = listening(redis);
    shard = node.shards.of(new RoomKeys(LogWriter.PREFIX, ROOM));
    script =
        new AppendScript(
            LogWriter.PREFIX,
            node.shards,
            new LogLimits(10_000, 100_000_000, Duration.ofHours(1), 1_000));
  }

  private static FeedNode listening(RedisServer redis) {
    FeedNode node =
        new FeedNode(workers -> new SingleServer(() -> RedisURI.create(redis.url()), workers));
    node.listen(ROOM.value());
    return node;
  }

  /** Makes calls of a size, one after another, and returns what a message cost. */
  public double micros(int size, Duration time) {
    long begin = System.nanoTime();
    long before = cpuNanos.getAsLong();
    long first = messages;
    while (System.nanoTime() - begin < time.toNanos()) {
      call(size);
    }
    return (cpuNanos.getAsLong() - before) / 1e3 / (messages - first);
  }

  private void call(int size) {
    List<RedisAppend> appends = IntStream.range(0, size).mapToObj(any -> append()).toList();
    script
        .run(shard, new AppendQueues.Call(ROOM, appends, true, false))
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  private RedisAppend append() {
    Payload payload = Payload.text("x".repeat(64));
    Message message = new Message("cost-" + messages++, "ann", "Ann", payload, Instant.now());
    return new RedisAppend(
        ROOM,
        message,
        StreamEntry.of(message),
        Long.MAX_VALUE,
        new CompletableFuture<>(),
        () -> {});
  }

  @Override
  public void close() {
    other.close();
    node.close();
  }
}
