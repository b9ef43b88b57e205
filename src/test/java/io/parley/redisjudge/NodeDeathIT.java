package io.parley.redisjudge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RedisServer;
import io.parley.tool.Until;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real servers that share a Redis, of which one is killed, or ended as an operator does. */
class NodeDeathIT {
  private static final int ROOMS = 10;
  private static final int MEMBERS = 100;
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final Duration LEASE = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private final List<JudgeMember> members = new ArrayList<>();
  private RedisServer redis;
  private JudgedNode stays;
  private JudgedNode goes;

  @BeforeEach
  void start() throws IOException {
    redis = RedisServer.start(folder, "appendonly yes");
    stays = node();
    goes = node();
    stays.awaitReady();
    goes.awaitReady();
  }

  private JudgedNode node() throws IOException {
    Path war = Path.of(System.getProperty("parley.war"));
    String grace = GRACE.toSeconds() + "s";
    return new JudgedNode(
        folder, war, List.of("--redis", redis.url(), "--grace", grace, "--drain", "1s"));
  }

  @AfterEach
  void end() throws IOException {
    for (JudgeMember member : members) {
      member.close();
    }
    stays.close();
    goes.close();
    redis.close();
  }

  private JudgeMember member(JudgedNode node, String room) throws IOException {
    return added(JudgeMember.enter(node, room));
  }

  private JudgeMember added(JudgeMember member) {
    members.add(member);
    return member;
  }

  @Test
  void theMembersOfAKilledServerDepartOnceAndNothingOfItIsLeft() throws IOException {
    List<JudgeMember> watchers = new ArrayList<>();
    for (int room = 0; room < ROOMS; room++) {
      watchers.add(member(stays, "room" + room));
    }
    for (int i = 0; i < ROOMS * MEMBERS; i++) {
      member(goes, "room" + i % ROOMS);
    }
    long killed = System.nanoTime();
    goes.kill();
    Map<Object, Integer> departed = new HashMap<>();
    for (JudgeMember watcher : watchers) {
      for (int i = 0; i < MEMBERS; i++) {
        Map<?, ?> member = (Map<?, ?>) watcher.await("departed").get("member");
        departed.merge(member.get("id"), 1, Integer::sum);
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - killed);
    assertThat(departed).hasSize(ROOMS * MEMBERS).allSatisfy((id, n) -> assertThat(n).isOne());
    assertThat(took).isLessThan(LEASE.plus(GRACE).plusSeconds(5));
    for (JudgeMember watcher : watchers) {
      watcher.send("{'type':'who','room':'%s'}".formatted(watcher.room()));
      assertThat(watcher.await("members").get("total")).isEqualTo(1L);
    }
    Until.isTrue("nothing of it is left", () -> keys("parley:{nodes}:*").size() == 2);
    assertThat(keys("*").stream().filter(key -> key.endsWith(":o"))).hasSize(ROOMS);
  }

  private List<String> keys(String pattern) throws IOException {
    return ((List<?>) redis.call("KEYS", pattern)).stream().map(String::valueOf).toList();
  }

  @Test
  void theMembersOfAServerThatIsEndedComeBackToAnotherAndNobodySeesIt() throws Exception {
    JudgeMember watcher = member(stays, "tea");
    List<JudgeMember> leaving = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      leaving.add(member(goes, "tea"));
      watcher.await("arrived");
    }
    say(watcher, "before");
    for (JudgeMember member : leaving) {
      assertThat(member.message().get("text")).isEqualTo("before");
    }
    Thread ending = new Thread(goes::stop, "end");
    ending.start();
    List<JudgeMember> back = new ArrayList<>();
    for (JudgeMember member : leaving) {
      awaitClosed(member);
      say(watcher, "while " + back.size());
      back.add(added(member.backTo(stays)));
    }
    ending.join();
    say(watcher, "after");
    for (JudgeMember member : back) {
      for (int i = 0; i < back.size(); i++) {
        assertThat(member.message().get("text")).isEqualTo("while " + i);
      }
      assertThat(member.message().get("text")).isEqualTo("after");
    }
    // Longer than the lease would take to end, and the grace after it.
    awaitNothing(watcher, Duration.ofSeconds(5));
    watcher.send("{'type':'who','room':'tea'}");
    assertThat(watcher.await("members").get("total")).isEqualTo(21L);
  }

  /** The watcher is told no arrival or departure up to its own acknowledgement. */
  private static void say(JudgeMember watcher, String text) throws IOException {
    watcher.send("{'type':'say','room':'tea','text':'" + text + "'}");
    Map<String, Object> event = watcher.read();
    assertThat(event.get("type")).isEqualTo("said");
  }

  private static void awaitClosed(JudgeMember member) {
    try {
      while (true) {
        Map<String, Object> event = member.read();
        assertThat(event.get("type")).isIn("message", "arrived");
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("closed");
    }
  }

  private static void awaitNothing(JudgeMember watcher, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    for (int i = 0; System.nanoTime() < end; i++) {
      say(watcher, "still " + i);
      LockSupport.parkNanos(200_000_000);
    }
  }
}
