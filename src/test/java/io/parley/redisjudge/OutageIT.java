package io.parley.redisjudge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RedisCluster;
import io.parley.tool.RedisProgram;
import io.parley.tool.RedisServer;
import io.parley.tool.Until;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary of a cluster stands still, and no replica takes its place. */
class OutageIT {
  /** How many messages are said in another room meanwhile, at least. */
  private static final int MEANWHILE = 200;

  /** Seconds of the outage, at least: {@code -Dparley.redis.outage=60}. */
  private static final int OUTAGE = Integer.getInteger("parley.redis.outage", 0);

  @TempDir private Path folder;
  private final List<JudgeMember> members = new ArrayList<>();
  private RedisCluster cluster;
  private JudgedNode one;
  private JudgedNode other;
  private RedisServer halted;
  private String stuck;
  private String free;

  @BeforeEach
  void start() throws IOException {
    RedisProgram.requireInstalled();
    String[] lines = {
      "appendonly yes", "cluster-node-timeout 120000", "cluster-require-full-coverage no"
    };
    cluster = RedisCluster.start(folder, 3, false, lines);
    // It also counts the rooms: new ones on other primaries must not wait for it.
    halted = cluster.primaryOf("{-}");
    stuck = room(server -> server.port() == halted.port());
    free = room(server -> server.port() != halted.port());
    one = node();
    other = node();
    one.awaitReady();
    other.awaitReady();
  }

  private String room(Predicate<RedisServer> wanted) throws IOException {
    for (int i = 0; ; i++) {
      if (wanted.test(cluster.primaryOf("{room" + i + "}"))) {
        return "room" + i;
      }
    }
  }

  private JudgedNode node() throws IOException {
    Path war = Path.of(System.getProperty("parley.war"));
    String url = "redis://" + cluster.authorities();
    // Members who do not read answer no pings.
    return new JudgedNode(
        folder, war, List.of("--redis", url, "--message-rate", "0", "--ping", "10m"));
  }

  @AfterEach
  void end() throws IOException {
    for (JudgeMember member : members) {
      member.close();
    }
    one.close();
    other.close();
    cluster.close();
  }

  private JudgeMember enter(JudgedNode node, String room) throws IOException {
    JudgeMember member = JudgeMember.enter(node, room);
    members.add(member);
    return member;
  }

  private static void say(JudgeMember speaker, String text) throws IOException {
    speaker.send(
        "{'type':'say','room':'%s','text':'%s','id':'%s'}".formatted(speaker.room(), text, text));
  }

  private static void talkMeanwhile(JudgeMember busy, JudgeMember listening) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(OUTAGE);
    for (int i = 0; i < MEANWHILE || System.nanoTime() < end; i++) {
      say(busy, "m" + i);
      busy.await("said");
      assertThat(listening.message().get("text")).isEqualTo("m" + i);
    }
  }

  @Test
  void itsRoomsWaitAndAreToldTheTruthAndAllOthersGoOn() throws IOException {
    JudgeMember speaker = enter(one, stuck);
    JudgeMember reader = enter(other, stuck);
    JudgeMember busy = enter(one, free);
    JudgeMember listening = enter(other, free);
    say(speaker, "before");
    speaker.await("said");
    halted.pause();

    say(speaker, "meanwhile");
    talkMeanwhile(busy, listening);
    Map<String, Object> answer = speaker.read();
    while (List.of("arrived", "departed").contains(answer.get("type"))) {
      answer = speaker.read();
    }
    assertThat(answer).containsEntry("type", "error").containsEntry("code", "uncertain");
    Until.isTrue("not ready", () -> one.readiness() == 503 && other.readiness() == 503);

    halted.resume();
    one.awaitReady();
    other.awaitReady();
    say(speaker, "meanwhile");
    Object position = speaker.await("said").get("position");
    say(speaker, "after");
    speaker.await("said");
    List<Map<String, Object>> read = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      read.add(reader.message());
    }
    assertThat(read)
        .extracting(message -> message.get("text"))
        .containsExactly("before", "meanwhile", "after");
    assertThat(read.get(1)).containsEntry("position", position);
    assertThat(IntStream.range(0, 3).mapToObj(i -> String.valueOf(read.get(i).get("position"))))
        .extracting(at -> at.substring(at.indexOf(':') + 1))
        .containsExactly("1", "2", "3");
  }
}
