package io.parley.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.broker.redis.PresenceNodes.Node;
import io.parley.chat.MemberInfo;
import io.parley.chat.Presence.Arrived;
import io.parley.chat.Presence.Change;
import io.parley.chat.Presence.Departed;
import io.parley.chat.Presence.Taken;
import io.parley.tool.FaultProxy;
import io.parley.tool.RedisServer;
import io.parley.tool.RedisWire;
import io.parley.tool.Until;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Presence while nodes, Redis and the connections between them fail. */
class PresenceFailureIT {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir private Path folder;
  private final PresenceNodes nodes = new PresenceNodes("parley");
  private RedisServer redis;

  @BeforeEach
  void startRedis() throws IOException {
    redis = RedisServer.start(folder, "appendonly yes", "appendfsync always");
  }

  @AfterEach
  void end() {
    nodes.close();
    redis.close();
  }

  @Test
  void theMembersOfADeadNodeDepartOnceAndNothingOfItIsLeft() throws IOException {
    Node here = nodes.start(redis.port(), SHORT);
    Node there = nodes.start(redis.port(), SHORT);
    Node dies = nodes.start(redis.port(), SHORT);
    for (int i = 0; i < 250; i++) {
      dies.enter("m" + i, "s" + i);
    }
    here.enter("ann", "a");
    dies.die();
    awaitTold(here, 501);
    awaitTold(there, 501);
    assertThat(departed(here)).hasSize(250).doesNotHaveDuplicates();
    assertThat(there.told()).isEqualTo(here.told());
    assertThat(here.total()).isOne();
    Until.isTrue("nothing is left", () -> redis.call("ZCARD", "parley:{nodes}:l").equals(2L));
    Until.isTrue("nothing is left", () -> redis.call("ZCARD", "parley:{nodes}:e").equals(0L));
    assertThat(keys("parley:{nodes}:r:*")).hasSize(1);
  }

  @Test
  void aMemberOfADeadNodeKeepsItsPlaceIfItComesBackToAnother() {
    Node here = nodes.start(redis.port(), Duration.ofSeconds(3));
    Node dies = nodes.start(redis.port(), Duration.ofSeconds(3));
    dies.enter("ann", "s1");
    dies.enter("bob", "s2");
    awaitTold(here, 2);
    dies.die();
    here.enter("ann", "s3");
    awaitTold(here, 4);
    assertThat(here.told())
        .extracting(change -> change.getClass().getSimpleName() + change.occupant().id())
        .containsExactly("Arrivedann", "Arrivedbob", "Takenann", "Departedbob");
    assertThat(here.total()).isOne();
  }

  @Test
  void aNodeThatIsLeftAloneFindsWhatAnEarlierOneLeft() {
    Node dies = nodes.start(redis.port(), SHORT);
    dies.enter("ann", "s1");
    PresenceNodes.join(dies.presence().absent(PresenceNodes.TEA, "ann", "s1", LONG));
    dies.enter("bob", "s2");
    dies.die();
    Node later = nodes.start(redis.port(), SHORT);
    awaitTold(later, 1);
    assertThat(departed(later)).containsExactly("bob");
    assertThat(later.total()).as("Ann has ten minutes").isOne();
    later.enter("ann", "s3");
    assertThat(later.total()).isOne();
  }

  @Test
  void membersStayWhereRedisIsKilledAndStartsAgain() throws IOException {
    Node here = nodes.start(redis.port(), LONG);
    Node there = nodes.start(redis.port(), LONG);
    here.enter("ann", "s1");
    there.enter("bob", "s2");
    awaitTold(here, 2);
    redis.kill();
    var leaving = there.presence().leave(PresenceNodes.TEA, "bob", "s2");
    redis.startAgain();
    PresenceNodes.join(leaving);
    there.enter("cid", "s3");
    awaitTold(here, 4);
    awaitTold(there, 4);
    assertThat(names(here)).containsExactly("+ann", "+bob", "-bob", "+cid");
    assertThat(here.told()).isEqualTo(there.told());
    assertThat(here.total()).isEqualTo(2);
  }

  @Test
  void aRedisThatForgotEverythingIsToldAgainWhoIsThere() throws IOException {
    Node here = nodes.start(redis.port(), LONG);
    Node there = nodes.start(redis.port(), LONG);
    here.enter("ann", "s1");
    there.enter("bob", "s2");
    awaitTold(here, 2);
    redis.call("FLUSHALL");
    Until.isTrue("all are there again", () -> there.total() == 2 && here.total() == 2);
  }

  @Test
  void nothingIsMissedWhereTheSubscriptionIsLostOrTheScriptsAre() throws IOException {
    Node here = nodes.start(redis.port(), LONG);
    Node there = nodes.start(redis.port(), LONG);
    for (int i = 0; i < 30; i++) {
      if (i % 10 == 5) {
        redis.call("CLIENT", "KILL", "TYPE", "pubsub");
        redis.call("SCRIPT", "FLUSH");
      }
      PresenceNodes.join(
          there.presence().enter(PresenceNodes.TEA, new MemberInfo("m" + i, ""), "s" + i, 1));
    }
    awaitTold(here, 30);
    assertThat(names(here)).hasSize(30).doesNotHaveDuplicates().startsWith("+m0", "+m1");
    assertThat(here.told()).extracting(Change::number).isSorted();
  }

  /** Its lease ends meanwhile, and its members depart; it finds that out and enters them again. */
  @Test
  void aNodeThatWasCutOffEntersItsMembersAgain() throws IOException {
    try (FaultProxy proxy = FaultProxy.to(redis.port())) {
      Node here = nodes.start(redis.port(), SHORT);
      Node cut = nodes.start(proxy.port(), SHORT);
      cut.enter("ann", "s1");
      cut.enter("bob", "s2");
      awaitTold(here, 2);
      proxy.cut();
      awaitTold(here, 4);
      here.enter("bob", "s3");
      proxy.heal();
      awaitTold(here, 6);
      awaitTold(cut, 7);
      assertThat(names(here)).startsWith("+ann", "+bob").endsWith("+bob", "+ann");
      assertThat(cut.told()).hasSize(7).filteredOn(Taken.class::isInstance).hasSize(1);
      assertThat(here.total()).isEqualTo(2);
    }
  }

  @Test
  void whatAnotherClientPublishesIsNotTold() throws IOException {
    Node here = nodes.start(redis.port(), LONG);
    String good = "parley-presence/1 0 1\n5:38:a1:3:bob1:x1:02:s1,";
    try (RedisWire wire = RedisWire.connect(redis.port())) {
      for (int i = 0; i < good.length(); i++) {
        wire.call("PUBLISH", "parley:{tea}:v", good.substring(0, i));
        wire.call("PUBLISH", "parley:{tea}:v", good.substring(i) + "\u0000\uffff");
      }
      wire.call("PUBLISH", "parley:{te a}:v", good);
      wire.call("PUBLISH", "parley:{tea}:v", "parley-presence/1 0 999999999999999999999\n");
    }
    here.enter("ann", "s1");
    awaitTold(here, 1);
    assertThat(names(here)).containsExactly("+ann");
  }

  private List<?> keys(String pattern) throws IOException {
    return (List<?>) redis.call("KEYS", pattern);
  }

  private static List<String> departed(Node node) {
    return node.told().stream()
        .filter(Departed.class::isInstance)
        .map(change -> change.occupant().id())
        .toList();
  }

  private static List<String> names(Node node) {
    return node.told().stream()
        .map(change -> (change instanceof Arrived ? "+" : "-") + change.occupant().id())
        .toList();
  }

  private static void awaitTold(Node node, int count) {
    Until.isTrue(count + " changes of " + names(node), () -> node.told().size() >= count);
  }
}
