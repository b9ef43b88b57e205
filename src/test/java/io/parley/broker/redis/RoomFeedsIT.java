package io.parley.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.parley.broker.redis.FeedNode.Transcript;
import io.parley.tool.RedisReplication;
import io.parley.tool.RedisServer;
import io.parley.tool.RedisWire;
import io.parley.tool.Until;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What listeners are told of what other nodes store in a real Redis. */
class RoomFeedsIT {
  @TempDir Path folder;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private LogWriter writer;

  @BeforeEach
  void open() throws Exception {
    writer = new LogWriter("PUBLISH");
  }

  @AfterEach
  void close() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.add(resource);
    return resource;
  }

  private RedisServer server() throws Exception {
    return keep(RedisServer.start(folder));
  }

  private FeedNode node(RedisServer server) {
    return keep(
        new FeedNode(workers -> new SingleServer(() -> RedisURI.create(server.url()), workers)));
  }

  private static List<String> numbers(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(i -> "m" + i).toList();
  }

  private void append(RedisServer server, int first, int last) throws Exception {
    for (int i = first; i <= last; i++) {
      writer.append(server, "tea", "m" + i);
    }
  }

  @Test
  void aListenerIsToldWhatOthersStoreAfterItSubscribed() throws Exception {
    RedisServer server = server();
    writer.append(server, "tea", "before");
    FeedNode node = node(server);
    Transcript heard = node.listen("tea");
    assertThat(heard.subscription.head().offset()).isEqualTo(1);
    writer.append(server, "coffee", "elsewhere");
    writer.append(server, "tea", "m1", "m2");
    writer.append(server, "tea", "m1", "m3");
    heard.await(3);
    assertThat(heard.told).isEqualTo(numbers(1, 3));
    assertThat(heard.positions)
        .extracting(position -> position.offset())
        .containsExactly(2L, 3L, 4L);
    assertThat(node.statistics().gaps()).isZero();
  }

  @Test
  void theLastListenerEndsTheSubscription() throws Exception {
    RedisServer server = server();
    FeedNode node = node(server);
    Transcript one = node.listen("tea");
    Transcript two = node.listen("tea");
    Until.isTrue("subscribed", () -> channels(server).contains("p:{tea}:c"));
    one.subscription.cancel();
    one.subscription.cancel();
    append(server, 1, 1);
    two.await(1);
    assertThat(one.told).isEmpty();
    two.subscription.cancel();
    Until.isTrue("unsubscribed", () -> !channels(server).contains("p:{tea}:c"));
    assertThat(node.feeds.rooms()).isEmpty();
    Transcript again = node.listen("tea");
    append(server, 2, 2);
    again.await(1);
    assertThat(again.told).containsExactly("m2");
  }

  private static List<?> channels(RedisServer server) throws IOException {
    return (List<?>) server.call("PUBSUB", "CHANNELS", "*tea*");
  }

  @Test
  void nothingIsMissedOrToldTwiceWhileSubscriptionsAreCutUnderLoad() throws Exception {
    RedisServer server = server();
    FeedNode node = node(server);
    Transcript heard = node.listen("tea");
    for (int i = 0; i < 10; i++) {
      append(server, 40 * i + 1, 40 * i + 20);
      server.call("CLIENT", "KILL", "TYPE", "pubsub");
      append(server, 40 * i + 21, 40 * i + 40);
    }
    heard.await(400);
    assertThat(heard.told).isEqualTo(numbers(1, 400));
  }

  @Test
  void aHintThatDoesNotComeIsReadWithinFiveSeconds() throws Exception {
    RedisServer server = server();
    FeedNode node = node(server);
    Transcript heard = node.listen("tea");
    writer.append(server, "tea", "m1");
    writer.appendUnheard(server, "tea", "m2", "m3");
    Until.isTrue("read", Duration.ofSeconds(6), () -> heard.told.size() == 3);
    writer.appendUnheard(server, "tea", "m4");
    writer.append(server, "tea", "m5");
    heard.await(5);
    assertThat(heard.told).isEqualTo(numbers(1, 5));
    assertThat(node.statistics().holes()).isEqualTo(2);
  }

  /** R9. */
  @Test
  void garbageOnAChannelIsCountedAndDropped() throws Exception {
    RedisServer server = server();
    FeedNode node = node(server);
    Transcript heard = node.listen("tea");
    writer.append(server, "tea", "m1");
    heard.await(1);
    String epoch = heard.positions.get(0).epoch();
    Until.isTrue("subscribed", () -> channels(server).contains("p:{tea}:c"));
    List<String> garbage =
        List.of(
            "",
            "\u0000",
            "x".repeat(10_000),
            "parley/1 " + epoch + " 2 1\n",
            "parley/1 " + epoch + " 2 1\n1:a5:hello",
            "parley/1 " + epoch + " 2 99999999999\n",
            "parley/1 " + epoch + " 99999999999999999999 1\n1:a1:b",
            "parley/1 " + epoch + " -2 1\n1:a1:b",
            "parley/1 zzz 2 1\n1:a1:b",
            "parley/1 " + epoch + " 2 1\n99999999:a");
    try (RedisWire wire = RedisWire.connect(server.port())) {
      for (int i = 0; i < 10_000; i++) {
        wire.call("PUBLISH", "p:{tea}:c", garbage.get(i % garbage.size()));
      }
    }
    writer.append(server, "tea", "m2");
    heard.await(2);
    assertThat(heard.told).containsExactly("m1", "m2");
    assertThat(node.statistics().malformedPayloads()).isEqualTo(10_000);
  }

  /** R10: what a node of another version publishes is read from the stream. */
  @Test
  void aHintOfAnotherVersionIsReadFromTheStream() throws Exception {
    RedisServer server = server();
    FeedNode node = node(server);
    Transcript heard = node.listen("tea");
    Until.isTrue("subscribed", () -> channels(server).contains("p:{tea}:c"));
    for (int i = 1; i <= 50; i++) {
      writer.appendUnheard(server, "tea", "m" + (2 * i - 1));
      server.call("PUBLISH", "p:{tea}:c", "parley/2 whatever \u0001 follows");
      writer.append(server, "tea", "m" + 2 * i);
    }
    heard.await(100);
    assertThat(heard.told).isEqualTo(numbers(1, 100));
    assertThat(node.statistics().malformedPayloads()).isZero();
  }

  @Test
  void aListenerThatStandsStillHoldsLittleMemoryAndIsToldAllAfterwards() throws Exception {
    RedisServer server = server();
    FeedNode node = node(server);
    CountDownLatch goOn = new CountDownLatch(1);
    Transcript heard =
        new Transcript() {
          @Override
          public void stored(List<io.parley.chat.StoredMessage> messages) {
            try {
              goOn.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            super.stored(messages);
          }
        };
    node.listen("coffee");
    node.feeds.subscribe(new io.parley.chat.RoomName("tea"), heard).toCompletableFuture().join();
    String padding = "x".repeat(20_000);
    for (int i = 1; i <= 400; i++) {
      writer.append(server, "tea", padding + i);
    }
    Until.isTrue("dropped", () -> node.statistics().droppedPayloads() > 0);
    assertThat(node.statistics().droppedPayloads()).isGreaterThan(300);
    goOn.countDown();
    heard.await(400);
    assertThat(heard.told)
        .isEqualTo(IntStream.rangeClosed(1, 400).mapToObj(i -> padding + i).toList());
  }

  /** R1, of listeners: the replica lacks the newest messages and is promoted. */
  @Test
  void afterAForkEachListenerIsToldHowManyOfItsMessagesAreLost() throws Exception {
    RedisReplication pair = keep(RedisReplication.start(folder));
    RedisServer[] current = {pair.primary()};
    FeedNode node =
        keep(
            new FeedNode(
                workers -> new SingleServer(() -> RedisURI.create(current[0].url()), workers)));
    Transcript heard = node.listen("tea");
    append(pair.primary(), 1, 5);
    pair.awaitLink();
    pair.promote();
    append(pair.primary(), 6, 8);
    heard.await(8);
    current[0] = pair.replica();
    pair.primary().kill();
    writer.append(pair.replica(), "tea", "n6");
    heard.await(10);
    List<String> told = new ArrayList<>(numbers(1, 8));
    told.addAll(List.of("lost 3", "n6"));
    assertThat(heard.told).isEqualTo(told);
    assertThat(node.statistics().gaps()).isEqualTo(1);
  }

  @Test
  void afterARestartThatLosesNothingNobodyIsToldOfALoss() throws Exception {
    RedisServer server = keep(RedisServer.start(folder, "appendonly yes", "appendfsync always"));
    FeedNode node = node(server);
    Transcript heard = node.listen("tea");
    append(server, 1, 5);
    heard.await(5);
    server.kill();
    server.startAgain();
    append(server, 6, 10);
    heard.await(11);
    List<String> told = new ArrayList<>(numbers(1, 5));
    told.add("lost 0");
    told.addAll(numbers(6, 10));
    assertThat(heard.told).isEqualTo(told);
    assertThat(node.statistics().gaps()).isZero();
  }

  /** Sentinels promote the replica of a primary that stands still; it comes back as a replica. */
  @Test
  void behindSentinelsANewPrimaryIsFollowed() throws Exception {
    RedisReplication pair = keep(RedisReplication.startWithSentinels(folder, 3));
    String sentinels = "redis-sentinel://" + pair.sentinelAuthorities();
    FeedNode node =
        keep(
            new FeedNode(
                workers ->
                    new SingleServer(
                        () -> RedisURI.create(sentinels + "#" + RedisReplication.NAME), workers)));
    Transcript heard = node.listen("tea");
    append(pair.primary(), 1, 5);
    heard.await(5);
    pair.awaitLink();
    pair.primary().pause();
    pair.awaitPromotion();
    append(pair.replica(), 6, 8);
    heard.await(9);
    pair.primary().resume();
    append(pair.replica(), 9, 10);
    heard.await(11);
    List<String> told = new ArrayList<>(numbers(1, 5));
    told.add("lost 0");
    told.addAll(numbers(6, 10));
    assertThat(heard.told).isEqualTo(told);
  }

  /** R6: commands reach the primary, and the subscription a process that is cut off from it. */
  @Test
  void aStarvedSubscriptionIsNoticedWithinFiveSeconds() throws Exception {
    RedisServer server = server();
    RedisServer detached = server();
    FeedNode node =
        keep(
            new FeedNode(
                workers ->
                    new ControlledShards(
                        new SingleServer(() -> RedisURI.create(server.url()), workers),
                        new SingleServer(() -> RedisURI.create(detached.url()), workers))));
    Transcript heard = node.listen("tea");
    Until.isTrue("noticed", Duration.ofSeconds(5), () -> node.statistics().probesLost() > 0);
    writer.append(server, "tea", "m1", "m2");
    Until.isTrue("read", Duration.ofSeconds(6), () -> heard.told.size() == 2);
    assertThat(heard.told).containsExactly("m1", "m2");
  }
}
