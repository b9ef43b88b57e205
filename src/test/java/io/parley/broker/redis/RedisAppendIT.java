package io.parley.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisURI;
import io.parley.broker.redis.FeedNode.Transcript;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import io.parley.chat.UncertainException;
import io.parley.tool.LogRecords;
import io.parley.tool.RedisServer;
import io.parley.tool.RedisWire;
import io.parley.tool.Until;
import io.parley.worker.Workers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers of several servers that append to the same log of a real Redis. */
class RedisAppendIT {
  private static final RoomName TEA = new RoomName("tea");
  private static final int KEPT = 1_000;

  /** A million takes a minute: {@code -Dparley.redis.messages=1000000}. */
  private static final int MANY = Integer.getInteger("parley.redis.messages", 60_000);

  /** Appends that are under way at once. */
  private static final int AT_ONCE = 1_000;

  @TempDir private Path folder;
  private final List<Runnable> closing = new ArrayList<>();
  private RedisServer server;

  @BeforeEach
  void start() throws IOException {
    server = RedisServer.start(folder, "appendonly yes");
  }

  @AfterEach
  void end() {
    Collections.reverse(closing);
    closing.forEach(Runnable::run);
    server.close();
  }

  private RedisBroker broker(int replicas) {
    Workers workers = new Workers();
    return broker(shards(workers), replicas, workers);
  }

  private Shards shards(Workers workers) {
    return new SingleServer(() -> RedisURI.create("127.0.0.1", server.port()), workers);
  }

  private RedisBroker broker(Shards shards, int replicas, Workers workers) {
    closing.add(shards::close);
    LogLimits limits = new LogLimits(KEPT, 16 << 20, Duration.ofHours(1), 100);
    Replication replication = new Replication(replicas);
    RedisBroker broker = new RedisBroker("parley", shards, limits, replication, workers);
    closing.add(broker::close);
    shards.start();
    Until.isTrue("connected", () -> shards.all().stream().allMatch(Shard::isConnected));
    return broker;
  }

  private static Message message(String id, String text) {
    return new Message(id, "ann", "Ann", Payload.text(text), Instant.EPOCH);
  }

  /** Appends, some at once, and returns where they are. */
  private static Set<Position> appended(
      List<RedisBroker> brokers, int count, IntFunction<Message> messages) throws Exception {
    Set<Position> positions = new HashSet<>();
    for (int from = 0; from < count; from += AT_ONCE) {
      List<CompletableFuture<Position>> stages = new ArrayList<>();
      for (int i = from; i < Math.min(count, from + AT_ONCE); i++) {
        RedisBroker broker = brokers.get(i % brokers.size());
        stages.add(broker.append(TEA, messages.apply(i)).toCompletableFuture());
      }
      for (CompletableFuture<Position> stage : stages) {
        positions.add(stage.get(30, TimeUnit.SECONDS));
      }
    }
    return positions;
  }

  private long number(String... command) throws IOException {
    try (RedisWire wire = RedisWire.connect(server.port())) {
      return wire.number(command);
    }
  }

  @Test
  void anIdThatTwoServersAppendTenThousandTimesAtOnceIsStoredOnce() throws Exception {
    List<RedisBroker> both = List.of(broker(0), broker(0));
    Set<Position> positions = appended(both, 10_000, i -> message("once", "number " + i));
    assertThat(positions).hasSize(1);
    assertThat(number("XLEN", "parley:{tea}:s")).isEqualTo(1);
    assertThat(both.stream().mapToLong(RedisBroker::appended).sum()).isEqualTo(1);
  }

  @Test
  void aLogThatIsFullGrowsNoFurther() throws Exception {
    List<RedisBroker> one = List.of(broker(0));
    appended(one, MANY / 3, i -> message("a" + i, "x".repeat(64)));
    long memory = memory();
    double cpu = cpu();
    appended(one, MANY - MANY / 3, i -> message("b" + i, "x".repeat(64)));
    double each = 1e6 * (cpu() - cpu) / (MANY - MANY / 3);
    System.out.printf("Redis CPU: %.1f us a message, %d at once%n", each, AT_ONCE);
    assertThat(number("XLEN", "parley:{tea}:s")).isEqualTo(KEPT);
    assertThat(number("HLEN", "parley:{tea}:i")).isEqualTo(KEPT);
    assertThat((double) memory()).isBetween(0.8 * memory, 1.2 * memory);
  }

  /** An append overtakes the read of the head, which then has what was appended. */
  @Test
  void aListenerIsToldWhatIsAppendedBeforeTheHeadOfItsRoomIsRead() throws Exception {
    Workers workers = new Workers();
    ControlledShards shards = new ControlledShards(shards(workers), shards(workers));
    RedisBroker broker = broker(shards, 0, workers);
    appended(List.of(broker), 1, i -> message("first", "not told"));
    Transcript heard = new Transcript();
    shards.holdReads();
    CompletableFuture<?> subscribed = broker.subscribe(TEA, heard).toCompletableFuture();
    appended(List.of(broker), 1, i -> message("second", "told"));
    assertThat(subscribed).isNotDone();
    shards.sendReads();
    heard.await(1);
    assertThat(heard.told).containsExactly("told");
  }

  private long memory() throws IOException {
    return number("MEMORY", "USAGE", "parley:{tea}:s", "SAMPLES", "0")
        + number("MEMORY", "USAGE", "parley:{tea}:i", "SAMPLES", "0");
  }

  private double cpu() throws IOException {
    return Double.parseDouble(server.info("used_cpu_user"))
        + Double.parseDouble(server.info("used_cpu_sys"));
  }

  @Test
  void garbageOnTheChannelsOfARoomIsDroppedAndCounted() throws Exception {
    RedisBroker broker = broker(0);
    List<StoredMessage> heard = Collections.synchronizedList(new ArrayList<>());
    broker.subscribe(TEA, heard::addAll).toCompletableFuture().get(30, TimeUnit.SECONDS);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (LogRecords log = LogRecords.of("io.parley");
        RedisWire wire = RedisWire.connect(server.port())) {
      for (int i = 0; i < 10_000; i++) {
        assertThat(wire.number("PUBLISH", "parley:{tea}:c", garbage(random))).isEqualTo(1);
      }
      appended(List.of(broker), 1, i -> message("good", "good"));
      Until.isTrue("the message is heard", () -> !heard.isEmpty());
      Until.isTrue(
          "garbage is counted, seed " + seed,
          () -> broker.statistics().malformedPayloads() == 10_000);
      assertThat(heard).extracting(each -> each.message().id()).containsExactly("good");
      assertThat(log.lines()).isEmpty();
    }
  }

  private static String garbage(Random random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    String noise = new String(bytes, StandardCharsets.ISO_8859_1);
    return switch (random.nextInt(4)) {
      case 0 -> noise;
      case 1 -> "parley/1 " + noise;
      case 2 -> "parley/1 2d019l0b2uot7ea99e5bb1 1 1\n" + noise;
      default -> "parley/1 2d019l0b2uot7ea99e5bb1 1 100000\n4:good3:t 1";
    };
  }

  @Test
  void aMessageThatNoReplicaConfirmsIsUncertainAfterTenSeconds() {
    RedisBroker broker = broker(1);
    long begun = System.nanoTime();
    CompletableFuture<Position> stage =
        broker.append(TEA, message("m", "text")).toCompletableFuture();
    assertThatThrownBy(() -> stage.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(UncertainException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(20));
    Until.isTrue("it is counted", () -> broker.uncertain() == 1);
    assertThat(broker.isWritable()).as("ready for clients").isFalse();
  }

  @Test
  void whatRedisRefusesForLackOfReplicasIsNotStored() throws Exception {
    server.call("CONFIG", "SET", "min-replicas-to-write", "1");
    RedisBroker broker = broker(0);
    CompletableFuture<Position> stage =
        broker.append(TEA, message("m", "text")).toCompletableFuture();
    assertThatThrownBy(() -> stage.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class)
        .cause()
        .isNotInstanceOf(UncertainException.class);
    assertThat(number("EXISTS", "parley:{tea}:s")).isZero();
  }

  @Test
  void aServerThatStandsStillMakesItUnreadyAndIsReadAgain() throws Exception {
    RedisBroker broker = broker(0);
    appended(List.of(broker), 1, i -> message("first", "text"));
    Until.isTrue("it is ready", broker::isWritable);
    server.pause();
    Until.isTrue("it is unready", Duration.ofSeconds(20), () -> !broker.isWritable());
    server.resume();
    Until.isTrue("it is ready again", broker::isWritable);
    appended(List.of(broker), 1, i -> message("second", "text"));
    assertThat(number("XLEN", "parley:{tea}:s")).isEqualTo(2);
  }
}
