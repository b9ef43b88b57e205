package io.parley.redisjudge;

import io.parley.tool.Document;
import io.parley.tool.RedisCluster;
import io.parley.tool.RedisServer;
import io.parley.tool.Until;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * Three servers on a cluster of three primaries and three replicas, with readers and writers, and
 * faults one after another; then the judgement.
 */
final class JudgeRun implements AutoCloseable {
  static final String PREFIX = "judged";

  private static final int NODES = 3;
  private static final int READERS = 6;
  private static final int WRITERS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final JudgePlan plan;
  private final PrintStream out;
  private final List<String> rooms;
  private final RedisCluster cluster;
  private final List<JudgedNode> nodes = new ArrayList<>();
  private final List<JudgeReader> readers = new ArrayList<>();
  private final List<JudgeWriter> writers = new ArrayList<>();

  JudgeRun(JudgePlan plan, Path folder, PrintStream out) throws IOException {
    this.plan = plan;
    this.out = out;
    this.rooms = IntStream.range(0, plan.rooms()).mapToObj(i -> "room" + i).toList();
    this.cluster = RedisCluster.startBehindProxies(folder, 3, lines());
    try {
      startNodes(folder);
    } catch (IOException | RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  /** As nodes.md has them, for servers that have ports of their own. */
  private static String[] lines() throws IOException {
    Document document = Document.named("nodes.md");
    String file = document.blockAfter("`redis.conf` of each of six servers:");
    String user = document.blockAfter("This line of `users.acl`").replace("parley:", PREFIX + ":");
    return (file + user)
        .lines()
        .filter(line -> !line.startsWith("port ") && !line.startsWith("cluster-"))
        .toArray(String[]::new);
  }

  private void startNodes(Path folder) throws IOException {
    List<String> options =
        List.of(
            "--redis",
            "redis://parley@" + cluster.authorities(),
            "--redis-password-file",
            Files.writeString(folder.resolve("password"), "PASSWORD").toString(),
            "--redis-prefix",
            PREFIX,
            "--redis-replicas",
            "1",
            "--room-rate",
            "0",
            "--grace",
            "5s");
    for (int i = 0; i < NODES; i++) {
      nodes.add(new JudgedNode(folder, plan.war(), options));
    }
    nodes.forEach(JudgedNode::awaitReady);
  }

  /** Runs the plan and returns what is wrong, a line each. */
  List<String> run() throws IOException {
    startClients();
    FaultMaker maker =
        new FaultMaker(cluster, nodes, rooms, new Random(plan.seed()), plan.isShort());
    int number = 0;
    for (Fault fault : plan.inOrder()) {
      long begin = System.nanoTime();
      long before = acknowledged();
      maker.make(fault);
      awaitProgress();
      out.printf(
          "fault %d: %s: %.1f s, %d acknowledged meanwhile%n",
          ++number, fault, (System.nanoTime() - begin) / 1e9, acknowledged() - before);
    }
    return judge();
  }

  private void startClients() {
    Random random = new Random(plan.seed());
    for (int i = 0; i < READERS; i++) {
      readers.add(
          new JudgeReader(
              "r" + i, share(i, READERS / 2), this::port, new Random(random.nextLong())));
    }
    readers.forEach(JudgeClient::start);
    for (JudgeReader reader : readers) {
      Until.isTrue("readers are in their rooms", () -> reader.connection().isPresent());
    }
    for (int i = 0; i < WRITERS; i++) {
      writers.add(
          new JudgeWriter(
              "w" + i,
              plan.rate() / WRITERS,
              share(i, WRITERS),
              this::port,
              new Random(random.nextLong())));
    }
    writers.forEach(JudgeClient::start);
    awaitProgress();
  }

  /** Each room belongs to one of so many shares. */
  private List<String> share(int number, int of) {
    return IntStream.range(0, rooms.size())
        .filter(room -> room % of == number % of)
        .mapToObj(rooms::get)
        .toList();
  }

  /** A server that runs, where one does. */
  private int port(int number) {
    List<JudgedNode> running = nodes.stream().filter(JudgedNode::isRunning).toList();
    List<JudgedNode> from = running.isEmpty() ? nodes : running;
    return from.get(number % from.size()).port();
  }

  private long acknowledged() {
    return writers.stream().mapToLong(writer -> writer.said().size()).sum();
  }

  /** Returns once each writer was acknowledged something new. */
  private void awaitProgress() {
    for (JudgeWriter writer : writers) {
      int before = writer.said().size();
      Until.isTrue("acknowledgements go on", PATIENCE, () -> writer.said().size() > before + 5);
    }
  }

  private List<String> judge() throws IOException {
    writers.forEach(JudgeWriter::stop);
    for (JudgeWriter writer : writers) {
      Until.isTrue("all is acknowledged", PATIENCE, () -> writer.unanswered() == 0);
    }
    Map<String, SortedMap<Long, String>> logs = logs();
    List<String> wrong = new ArrayList<>();
    for (JudgeReader reader : readers) {
      reader
          .transcripts()
          .forEach(
              (room, transcript) -> {
                await(transcript, logs.get(room));
                wrong.addAll(transcript.judge(logs.get(room)));
              });
    }
    writers.forEach(writer -> wrong.addAll(writer.wrong()));
    int lost = wrongAcknowledgements(logs, wrong);
    summarize(logs, lost, wrong);
    return wrong;
  }

  /** Where it never gets there, the judgement says what is missing. */
  private static void await(Transcript transcript, SortedMap<Long, String> log) {
    try {
      Until.isTrue("all is read", Duration.ofSeconds(30), () -> transcript.isAtEnd(log));
    } catch (AssertionError e) {
      return;
    }
  }

  private Map<String, SortedMap<Long, String>> logs() throws IOException {
    Map<String, SortedMap<Long, String>> logs = new LinkedHashMap<>();
    for (String room : rooms) {
      RedisServer primary = cluster.primaryOf("{" + room + "}");
      logs.put(room, JudgedLog.read(primary, PREFIX, room));
    }
    return logs;
  }

  /** Returns how many acknowledged messages Redis has not, or has elsewhere, or twice. */
  private int wrongAcknowledgements(Map<String, SortedMap<Long, String>> logs, List<String> wrong) {
    int count = 0;
    Map<String, Integer> times = new HashMap<>();
    logs.values()
        .forEach(log -> log.values().forEach(token -> times.merge(token, 1, Integer::sum)));
    for (JudgeWriter writer : writers) {
      for (JudgeWriter.Said said : writer.said().values()) {
        String there = logs.get(said.room()).getOrDefault(said.position().offset(), "nothing");
        int found = times.getOrDefault(said.token(), 0);
        if (!there.equals(said.token()) || found != 1) {
          count++;
          if (count <= 5) {
            wrong.add(
                "%s was acknowledged at %s of %s, where Redis has %s; it is there %d times"
                    .formatted(said.token(), said.position(), said.room(), there, found));
          }
        }
      }
    }
    return count;
  }

  private void summarize(Map<String, SortedMap<Long, String>> logs, int lost, List<String> wrong) {
    List<Transcript> all =
        readers.stream().flatMap(reader -> reader.transcripts().values().stream()).toList();
    out.printf(
        "seed %d: %d faults, %d rooms; %d acknowledged, %d stored, %d delivered;"
            + " acknowledged and lost or repeated %d; gaps told %d, with %d messages taken back;"
            + " wrong %d%n",
        plan.seed(),
        plan.faults(),
        plan.rooms(),
        acknowledged(),
        logs.values().stream().mapToInt(Map::size).sum(),
        all.stream().mapToLong(Transcript::delivered).sum(),
        lost,
        all.stream().mapToLong(Transcript::gaps).sum(),
        all.stream().mapToLong(Transcript::takenBack).sum(),
        wrong.size());
  }

  /** What a server said, for a failure. */
  String logOfNodes() {
    return String.join("\n", nodes.stream().map(JudgedNode::log).toList());
  }

  @Override
  public void close() throws IOException {
    for (JudgeClient client : writers) {
      client.close();
    }
    for (JudgeClient client : readers) {
      client.close();
    }
    nodes.forEach(JudgedNode::close);
    cluster.close();
  }
}
