package io.parley.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.parley.broker.redis.FeedNode.Transcript;
import io.parley.tool.RedisCluster;
import io.parley.tool.RedisServer;
import io.parley.tool.Until;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds of rooms in a cluster of three primaries with a replica each. */
class ClusterFeedsIT {
  private static final int ROOMS = 12;

  @TempDir Path folder;
  private RedisCluster cluster;
  private FeedNode node;
  private LogWriter writer;
  private final Map<String, Transcript> heard = new TreeMap<>();
  private final Map<String, Integer> said = new TreeMap<>();

  @BeforeEach
  void start() throws Exception {
    cluster = RedisCluster.start(folder, 3, true);
    writer = new LogWriter("SPUBLISH");
    List<RedisURI> seeds =
        Arrays.stream(cluster.authorities().split(",", -1))
            .map(authority -> RedisURI.create("redis://" + authority))
            .toList();
    node = new FeedNode(workers -> new ClusterShards(seeds, workers));
    Until.isTrue("three primaries", () -> node.shards.all().size() == 3);
    for (int i = 0; i < ROOMS; i++) {
      heard.put("room" + i, node.listen("room" + i));
    }
  }

  @AfterEach
  void end() {
    node.close();
    cluster.close();
  }

  /** Says one message in each room whose server answers, at the latest when it does again. */
  private void sayInEach() {
    heard.keySet().forEach(this::say);
  }

  private void say(String room) {
    int number = said.merge(room, 1, Integer::sum);
    Until.isTrue("stored", () -> writer.append(primaryOf(room), room, "m" + number).offset() > 0);
  }

  private RedisServer primaryOf(String room) throws IOException {
    return cluster.primaryOf("{" + room + "}");
  }

  private void assertAllHeard(Duration patience) {
    heard.forEach(
        (room, transcript) -> {
          Until.isTrue(room, patience, () -> messages(transcript).size() >= said.get(room));
          assertThat(messages(transcript))
              .isEqualTo(IntStream.rangeClosed(1, said.get(room)).mapToObj(i -> "m" + i).toList());
        });
  }

  private static List<String> messages(Transcript transcript) {
    return new ArrayList<>(transcript.told)
        .stream().filter(text -> !text.startsWith("lost 0")).toList();
  }

  @Test
  void roomsOfAllPrimariesAreHeardAndASlotThatMovesIsFollowed() throws Exception {
    sayInEach();
    assertAllHeard(Duration.ofSeconds(30));
    for (String room : heard.keySet()) {
      move(room);
      say(room);
      say(room);
    }
    assertAllHeard(Duration.ofSeconds(5));
    sayInEach();
    assertAllHeard(Duration.ofSeconds(5));
    assertThat(node.statistics().gaps()).isZero();
  }

  /** Moves the slot of a room to the next primary. */
  private void move(String room) throws IOException {
    List<RedisServer> primaries = cluster.primaries();
    int from = primaries.indexOf(primaryOf(room));
    cluster.move("{" + room + "}", primaries.get((from + 1) % primaries.size()));
  }

  @Test
  void aFailoverThatLosesNothingLosesNothingForListeners() throws Exception {
    sayInEach();
    assertAllHeard(Duration.ofSeconds(30));
    RedisServer primary = primaryOf("room0");
    RedisServer replica = cluster.servers().get(cluster.servers().indexOf(primary) + 3);
    Until.isTrue(
        "in step",
        () -> replica.info("slave_repl_offset").equals(primary.info("master_repl_offset")));
    RedisCluster.failOver(replica);
    sayInEach();
    sayInEach();
    assertAllHeard(Duration.ofSeconds(10));
    assertThat(node.statistics().gaps()).isZero();
  }

  @Test
  void afterTheDeathOfAPrimaryItsRoomsAreHeardFromItsReplica() throws Exception {
    sayInEach();
    assertAllHeard(Duration.ofSeconds(30));
    RedisServer primary = primaryOf("room0");
    RedisServer replica = cluster.servers().get(cluster.servers().indexOf(primary) + 3);
    Until.isTrue(
        "in step",
        () -> replica.info("slave_repl_offset").equals(primary.info("master_repl_offset")));
    primary.kill();
    Until.isTrue("failed over", replica::isPrimary);
    cluster.awaitComplete();
    sayInEach();
    assertAllHeard(Duration.ofSeconds(10));
    assertThat(node.statistics().gaps()).isZero();
  }

  /**
   * R5, of listeners: a primary stands still for 1 s, or for as many seconds as {@code
   * redis.stopped} says; nobody takes its place before the node timeout of 2 s is over.
   */
  @Test
  void whileAPrimaryStandsStillTheOtherRoomsAreHeardAndAfterwardsAllIs() throws Exception {
    int seconds = Integer.getInteger("redis.stopped", 1);
    RedisServer stopped = primaryOf("room0");
    for (RedisServer server : cluster.servers()) {
      server.call("CONFIG", "SET", "cluster-node-timeout", "600000");
    }
    Map<String, RedisServer> others = new TreeMap<>();
    for (String room : heard.keySet()) {
      others.put(room, primaryOf(room));
    }
    others.values().removeIf(server -> server == stopped);
    sayInEach();
    stopped.pause();
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (System.nanoTime() < end) {
      for (String room : others.keySet()) {
        int number = said.merge(room, 1, Integer::sum);
        writer.append(others.get(room), room, "m" + number);
        Until.isTrue(room, Duration.ofSeconds(2), () -> messages(heard.get(room)).size() >= number);
      }
    }
    stopped.resume();
    sayInEach();
    assertAllHeard(Duration.ofSeconds(5));
    assertThat(node.statistics().gaps()).isZero();
  }
}
