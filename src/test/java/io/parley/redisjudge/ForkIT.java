package io.parley.redisjudge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RedisReplication;
import io.parley.tool.Until;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A replica without the last three messages becomes the primary: the log forks. Whoever had the
 * lost positions is told, exactly; nobody else is told anything.
 */
class ForkIT {
  private static final String ROOM = "tea";
  private static final int KEPT = 5;
  private static final int LOST = 3;

  @TempDir private Path folder;
  private final List<JudgeMember> members = new ArrayList<>();
  private final StringBuilder transcript = new StringBuilder();
  private RedisReplication redis;
  private JudgedNode one;
  private JudgedNode other;

  @BeforeEach
  void start() throws IOException {
    redis = RedisReplication.startWithSentinels(folder, 3, "appendonly yes");
    one = node();
    other = node();
    one.awaitReady();
    other.awaitReady();
  }

  private JudgedNode node() throws IOException {
    Path war = Path.of(System.getProperty("parley.war"));
    String url = "redis-sentinel://" + redis.sentinelAuthorities() + "#" + RedisReplication.NAME;
    return new JudgedNode(folder, war, List.of("--redis", url, "--grace", "5m"));
  }

  @AfterEach
  void end() throws IOException {
    for (JudgeMember member : members) {
      member.close();
    }
    one.close();
    other.close();
    redis.close();
    System.out.print(transcript);
  }

  private JudgeMember enter(JudgedNode node) throws IOException {
    JudgeMember member = JudgeMember.enter(node, ROOM);
    members.add(member);
    return member;
  }

  private JudgeMember back(JudgeMember member, JudgedNode node) throws IOException {
    JudgeMember back = member.backTo(node);
    members.add(back);
    return back;
  }

  @Test
  void whoHadTheLostPositionsIsToldTheirNumberAndNobodyElseIsToldAnything() throws IOException {
    JudgeMember speaker = enter(one);
    JudgeMember here = enter(one);
    JudgeMember there = enter(other);
    JudgeMember awaySinceFive = enter(other);
    JudgeMember awaySinceEight = enter(one);

    List<String> kept = say(speaker, 1, KEPT);
    read(awaySinceFive, 1, KEPT);
    awaySinceFive.close();
    redis.awaitLink();
    forgetTheReplica();
    say(speaker, KEPT + 1, KEPT + LOST);
    for (JudgeMember member : List.of(here, there, awaySinceEight)) {
      read(member, 1, KEPT + LOST);
    }
    awaySinceEight.close();
    redis.primary().kill();
    redis.replica().resume();
    redis.awaitPromotion();

    kept.add(sayOnceMore(speaker));
    assertGap("member of node 1", here, kept);
    assertGap("member of node 2", there, kept);
    assertGap("away since 8, back to node 2", back(awaySinceEight, other), kept);
    JudgeMember whole = back(awaySinceFive, one);
    assertMessage("away since 5, back to node 1", whole.read(), kept);
    assertThat(stored()).containsExactlyElementsOf(kept);
  }

  /** What is said from now on is acknowledged by the primary, and never reaches the replica. */
  private void forgetTheReplica() throws IOException {
    redis.replica().pause();
    redis.primary().call("CLIENT", "KILL", "TYPE", "replica");
  }

  /** Returns the positions with which they were acknowledged. */
  private List<String> say(JudgeMember speaker, int first, int last) throws IOException {
    List<String> positions = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      speaker.send("{'type':'say','room':'tea','text':'n%d','id':'n%d'}".formatted(i, i));
      positions.add(String.valueOf(speaker.await("said").get("position")));
      log("n" + i + " is acknowledged at ", positions.get(positions.size() - 1));
    }
    return positions;
  }

  /** The new primary is found meanwhile; a message that is refused is said again with its id. */
  private String sayOnceMore(JudgeMember speaker) {
    List<String> position = new ArrayList<>();
    Until.isTrue(
        "n9 is acknowledged",
        () -> {
          speaker.send("{'type':'say','room':'tea','text':'n9','id':'n9'}");
          Map<String, Object> event = speaker.read();
          while (!List.of("said", "error").contains(event.get("type"))) {
            event = speaker.read();
          }
          if (event.get("type").equals("said")) {
            position.add(String.valueOf(event.get("position")));
          }
          return !position.isEmpty();
        });
    log("n9 is acknowledged at ", position.get(0));
    return position.get(0);
  }

  private static void read(JudgeMember member, int first, int last) throws IOException {
    for (int i = first; i <= last; i++) {
      assertThat(member.message().get("text")).isEqualTo("n" + i);
    }
  }

  private void assertGap(String who, JudgeMember member, List<String> kept) throws IOException {
    Map<String, Object> gap = passingOverPresence(member);
    log(who + ": ", gap);
    assertThat(gap)
        .containsEntry("type", "gap")
        .containsEntry("missed", (long) LOST)
        .containsEntry("from", member.position());
    assertMessage(who, passingOverPresence(member), kept);
  }

  private static Map<String, Object> passingOverPresence(JudgeMember member) throws IOException {
    Map<String, Object> event = member.read();
    while (List.of("arrived", "departed").contains(event.get("type"))) {
      event = member.read();
    }
    return event;
  }

  private void assertMessage(String who, Map<String, Object> event, List<String> kept) {
    log(who + ": n9 at ", event.get("position"));
    assertThat(event)
        .containsEntry("type", "message")
        .containsEntry("text", "n9")
        .containsEntry("position", kept.get(KEPT));
  }

  /** The positions of the stream, which says the generation of each entry. */
  private List<String> stored() throws IOException {
    JudgeMember reader = enter(other);
    reader.send("{'type':'history','room':'tea','limit':100}");
    List<?> messages = (List<?>) reader.await("history").get("messages");
    List<?> entries = (List<?>) redis.replica().call("XRANGE", "parley:{tea}:s", "-", "+");
    assertThat(offsets(entries))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, KEPT + 1).mapToObj(i -> i + "-0").toList());
    log("the stream has ", offsets(entries));
    return messages.stream()
        .map(message -> String.valueOf(((Map<?, ?>) message).get("position")))
        .toList();
  }

  private static List<String> offsets(List<?> entries) {
    return entries.stream().map(entry -> String.valueOf(((List<?>) entry).get(0))).toList();
  }

  private void log(String what, Object detail) {
    transcript.append(what).append(detail).append(System.lineSeparator());
  }
}
