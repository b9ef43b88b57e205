package io.parley.subprotocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What members are told about one another when they join, ask and leave at the same time. */
class PresenceIT {
  private static final int ROUNDS = 60;
  private static final int MEMBERS = 3;

  @TempDir Path data;

  private final ExecutorService threads = Executors.newFixedThreadPool(MEMBERS);

  private RunningParley start() throws Exception {
    return RunningParley.start("--port", "0", "--data", data.toString());
  }

  @Test
  void everyTotalIsTheNumberOfMembersThatOneWasToldOf() throws Exception {
    try (RunningParley server = start()) {
      for (int round = 0; round < ROUNDS; round++) {
        joinAtOnce(server.port(0), "round" + round, List.of("", "", ""));
      }
    }
  }

  @Test
  void thoseWhoComeBackAtOnceAfterARestartAreCountedRightToo() throws Exception {
    List<String> secrets;
    try (RunningParley server = start()) {
      secrets = joinAtOnce(server.port(0), "tea", List.of("", "", ""));
    }
    try (RunningParley server = start()) {
      assertThat(joinAtOnce(server.port(0), "tea", secrets)).hasSize(MEMBERS);
    }
  }

  /** Returns the secrets that they joined with. */
  private List<String> joinAtOnce(int port, String room, List<String> secrets) throws Exception {
    CyclicBarrier all = new CyclicBarrier(MEMBERS);
    List<Future<String>> members = new ArrayList<>();
    for (String secret : secrets) {
      Callable<String> member = () -> join(port, room, secret, all);
      members.add(threads.submit(member));
    }
    List<String> used = new ArrayList<>();
    for (Future<String> member : members) {
      used.add(member.get());
    }
    return used;
  }

  private static String join(int port, String room, String secret, CyclicBarrier all)
      throws Exception {
    try (Talker talker = new Talker(port, "/chat/" + room)) {
      String own = (String) talker.read().get("resume");
      String resume = secret.isEmpty() ? own : secret;
      all.await(30, TimeUnit.SECONDS);
      talker.send("{\"type\":\"join\",\"resume\":\"" + resume + "\"}");
      talker.send("{\"type\":\"who\"}");
      follow(talker);
      all.await(30, TimeUnit.SECONDS);
      return resume;
    }
  }

  /** Until all are there and the list that was asked for has come. */
  private static void follow(Talker talker) throws Exception {
    Set<String> there = new HashSet<>();
    boolean listed = false;
    while (!listed || there.size() < MEMBERS) {
      Map<String, Object> event = talker.read();
      listed |= event.get("type").equals("members");
      apply(event, there);
      assertThat(((Number) event.get("total")).intValue())
          .as(event.toString())
          .isEqualTo(there.size());
    }
  }

  private static void apply(Map<String, Object> event, Set<String> there) {
    switch ((String) event.get("type")) {
      case "joined", "members" -> {
        there.clear();
        ((List<?>) event.get("members")).forEach(member -> there.add(id(member)));
      }
      case "arrived" -> there.add(id(event.get("member")));
      case "departed" -> there.remove(id(event.get("member")));
      default -> throw new AssertionError(event.toString());
    }
  }

  private static String id(Object member) {
    return (String) ((Map<?, ?>) member).get("id");
  }
}
