package io.parley.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures Parley and its peers: each experiment with servers of its own, all under the same load.
 */
final class Benchmark {
  private static final String ECHO = "/echo";
  private static final String ROOM = "/chat/load";
  private static final String CPU = "µs of CPU";
  private static final String DELAY = "ms";

  /** Of a room, as far as one process can hold it. */
  private static final int RECEIVERS = 500;

  private static final int STALLED = RECEIVERS / 20;

  /** Messages a second where delays are measured: far below what any server can do. */
  private static final int RATE = 10;

  /** Messages a second beyond what any server can do. */
  private static final int TOO_MANY = 600;

  private final BenchmarkOptions options;
  private final MeasuredServer parley;
  private final List<MeasuredServer> peers;
  private final GeneratorProcess generator;
  private final Report report = new Report();

  /** Parley first, without an option that says where its rooms are; the reference second. */
  Benchmark(BenchmarkOptions options, List<MeasuredServer> servers, GeneratorProcess generator) {
    this.options = options;
    this.parley = servers.get(0);
    this.peers = servers.subList(1, servers.size());
    this.generator = generator;
  }

  /**
   * @param peers Parley beside other servers
   * @param variants Parley beside itself
   */
  record Report(List<Row> peers, List<Row> variants) {
    Report() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  private interface Experiment {
    void run() throws IOException;
  }

  Report run() throws IOException {
    experiment("handshake", this::handshake);
    experiment("token", this::token);
    experiment("echo", () -> echo("echo of 32 bytes, 50 connections, one at a time", 1));
    experiment("echo-16", () -> echo("echo of 32 bytes, 50 connections, 16 in flight", 16));
    experiment("fan-out", this::fanOut);
    experiment("delay", this::delay);
    experiment("overload", this::overload);
    experiment("idle", this::idle);
    experiment("start", this::start);
    experiment("large-room", this::largeRoom);
    experiment("sqlite", this::sqlite);
    experiment("redis", this::redis);
    experiment("stalled", this::stalled);
    return report;
  }

  private void experiment(String name, Experiment experiment) throws IOException {
    if (options.hasRow(name)) {
      Progress.say("== " + name);
      experiment.run();
    }
  }

  private void handshake() throws IOException {
    LoadCommand load = LoadCommand.of("handshake", ECHO).with("connections", 16);
    try (LoadExperiment experiment = new LoadExperiment(options, generator)) {
      experiment.run(all(load), options.handshakeWarmUpMillis(), Benchmark::micros);
      report.peers.add(row("opening handshake, warm", CPU, experiment, 0));
    }
  }

  private void token() throws IOException {
    LoadCommand load = LoadCommand.of("handshake", ECHO).with("connections", 16);
    String anonymous = "no token";
    try (Tokens tokens = Tokens.make();
        LoadExperiment experiment = new LoadExperiment(options, generator)) {
      MeasuredServer verifying = inMemory().with(tokens.options());
      experiment.run(
          List.of(
              new Contestant(anonymous, inMemory(), load),
              new Contestant("a token that is known", verifying, load.withTokens(tokens.one())),
              new Contestant("a new token (RS256)", verifying, load.withTokens(tokens.many()))),
          options.handshakeWarmUpMillis(),
          Benchmark::micros);
      report.variants.add(
          new Row("opening handshake, warm", CPU, anonymous, experiment.samples(0)));
    }
  }

  private void echo(String title, int depth) throws IOException {
    LoadCommand load =
        LoadCommand.of("echo", ECHO).with("connections", 50).with("size", 32).with("depth", depth);
    try (LoadExperiment experiment = new LoadExperiment(options, generator)) {
      experiment.run(all(load), options.warmUpMillis(), Benchmark::micros);
      report.peers.add(row(title, CPU, experiment, 0));
    }
  }

  private void fanOut() throws IOException {
    try (LoadExperiment experiment = new LoadExperiment(options, generator)) {
      experiment.run(all(room()), options.warmUpMillis(), Benchmark::microsAndDelay);
      String title = "fan-out to " + RECEIVERS + ", rooms in memory: a delivery";
      report.peers.add(row(title, CPU, experiment, 0));
      title = "delay of a delivery while that goes as fast as it can, 99th percentile";
      report.peers.add(row(title, DELAY, experiment, 1));
    }
  }

  private void delay() throws IOException {
    LoadCommand load = room().with("rate", RATE).with("times", 3);
    try (LoadExperiment experiment = new LoadExperiment(options, generator)) {
      experiment.run(all(load), options.warmUpMillis(), Benchmark::delays);
      String title = RATE + " messages a second to " + RECEIVERS + ": delay of a delivery, ";
      report.peers.add(row(title + "median", DELAY, experiment, 0));
      report.peers.add(row(title + "99th percentile", DELAY, experiment, 1));
    }
  }

  /**
   * More than any server can deliver, and as much as two senders say one after another; long enough
   * for a queue to show.
   */
  private void overload() throws IOException {
    LoadCommand load = room().with("server-delays", 1).with("times", 3);
    LoadCommand more = load.with("rate", TOO_MANY);
    MeasuredServer stored = parley.with("--data", "{folder}");
    String offered = TOO_MANY + " messages a second offered";
    try (LoadExperiment experiment = new LoadExperiment(options, generator)) {
      experiment.run(
          List.of(
              new Contestant("2 senders in memory", inMemory(), load),
              new Contestant("2 senders on SQLite", stored, load),
              new Contestant(offered + " in memory", inMemory(), more),
              new Contestant(offered + " on SQLite", stored, more)),
          options.warmUpMillis(),
          Benchmark::delays);
      String title = "from reading a message to the last of " + RECEIVERS + " members, ";
      String first = "2 senders in memory";
      report.variants.add(new Row(title + "median", DELAY, first, experiment.samples(0)));
      report.variants.add(new Row(title + "99th percentile", DELAY, first, experiment.samples(1)));
    }
  }

  private void idle() throws IOException {
    FreshExperiment experiment = new FreshExperiment(options);
    IdleMeasure measure = new IdleMeasure(generator, ROOM, options.connections());
    experiment.run(servers(), options.pinning().server(), measure::of);
    String title = String.format(Locale.ROOT, "%,d idle connections: ", options.connections());
    report.peers.add(
        new Row(title + "resident memory each", "kB", reference(), experiment.samples(0)));
    report.peers.add(new Row(title + "live heap each", "kB", reference(), experiment.samples(1)));
  }

  private void start() throws IOException {
    FreshExperiment experiment = new FreshExperiment(options);
    experiment.run(servers(), "", Benchmark::startMillis);
    report.peers.add(new Row("start until ready", "ms", reference(), experiment.samples(0)));
    startFromArchive();
  }

  /** From the archive of its classes that a first start of the same server left. */
  private void startFromArchive() throws IOException {
    Path folder = Files.createTempDirectory("parley-performance-");
    Path archive = folder.resolve("classes");
    try {
      ServerProcess.start(inMemory().onJvm("-XX:ArchiveClassesAtExit=" + archive), "").close();
      MeasuredServer plain = inMemory().named("no archive");
      MeasuredServer archived = inMemory().named("an archive of its classes");
      FreshExperiment experiment = new FreshExperiment(options);
      experiment.run(
          List.of(plain, archived.onJvm("-XX:SharedArchiveFile=" + archive)),
          "",
          Benchmark::startMillis);
      report.variants.add(new Row("start until ready", "ms", plain.title(), experiment.samples(0)));
    } finally {
      Files.deleteIfExists(archive);
      Files.delete(folder);
    }
  }

  private static double[] startMillis(ServerProcess server) {
    return new double[] {server.startMillis()};
  }

  private void sqlite() throws IOException {
    MeasuredServer stored = parley.with("--data", "{folder}");
    try (LoadExperiment experiment = new LoadExperiment(options, generator)) {
      experiment.run(
          List.of(
              new Contestant("rooms in memory", inMemory(), room()),
              new Contestant("rooms on SQLite", stored, room())),
          options.warmUpMillis(),
          Benchmark::micros);
      String title = "fan-out to " + RECEIVERS + ": a delivery";
      report.variants.add(new Row(title, CPU, "rooms in memory", experiment.samples(0)));
    }
  }

  /** With two senders, and with as many as have their messages written together. */
  private void largeRoom() throws IOException {
    String members = options.members() + " members";
    LoadCommand load =
        room().with("receivers", options.members()).with("warm-up", 4_000).with("times", 3);
    String usual = RECEIVERS + " members";
    List<Contestant> ofParley =
        List.of(
            ofParley(usual, room()),
            ofParley(members, load),
            ofParley(usual + " and 8 senders", room().with("senders", 8)),
            ofParley(members + " and 8 senders", load.with("senders", 8)));
    List<Contestant> contestants = new ArrayList<>(ofParley);
    peers.stream()
        .limit(1)
        .forEach(peer -> contestants.add(new Contestant(peer.title(), peer, load)));
    try (LoadExperiment experiment = new LoadExperiment(options, generator)) {
      experiment.run(contestants, options.warmUpMillis(), Benchmark::microsDelayAndJoin);
      List<String> names = ofParley.stream().map(Contestant::name).toList();
      Map<String, Samples> costs = experiment.samples(0);
      Map<String, Samples> peer = new LinkedHashMap<>(costs);
      peer.keySet().removeAll(names);
      peer.put(parley.title(), costs.get(members));
      String title = "fan-out to " + options.members() + ", rooms in memory: a delivery";
      report.peers.add(new Row(title, CPU, reference(), peer));
      report.variants.add(new Row("fan-out: a delivery", CPU, usual, only(costs, names)));
      title = "from reading a message to the last member, 99th percentile";
      report.variants.add(new Row(title, DELAY, usual, only(experiment.samples(1), names)));
      report.variants.add(
          new Row("until all have joined", "s", usual, only(experiment.samples(2), names)));
    }
  }

  private Contestant ofParley(String name, LoadCommand load) {
    String most = Integer.toString(options.members() + 8);
    MeasuredServer server = inMemory().with("--max-connections", most);
    return new Contestant(name, server, load.with("server-delays", 1));
  }

  private static Map<String, Samples> only(Map<String, Samples> all, List<String> names) {
    Map<String, Samples> only = new LinkedHashMap<>(all);
    only.keySet().retainAll(names);
    return only;
  }

  private void stalled() throws IOException {
    LoadCommand load = room().with("rate", RATE).with("times", 3).with("size", 1_024);
    try (LoadExperiment experiment = new LoadExperiment(options, generator)) {
      experiment.run(
          List.of(
              new Contestant("all members read", inMemory(), load),
              new Contestant(
                  STALLED + " more read nothing", inMemory(), load.with("stalled", STALLED))),
          options.warmUpMillis(),
          Benchmark::delays);
      String title = "delay to those of " + RECEIVERS + " that read, 99th percentile";
      report.variants.add(new Row(title, DELAY, "all members read", experiment.samples(1)));
    }
  }

  private void redis() throws IOException {
    LoadCommand calm = room().with("rate", RATE).with("times", 3);
    try (RedisExperiment experiment = new RedisExperiment(options, generator, parley)) {
      experiment.run(room(), calm);
      report.variants.addAll(experiment.rows());
    }
  }

  private static LoadCommand room() {
    return LoadCommand.of("fan-out", ROOM)
        .with("receivers", RECEIVERS)
        .with("senders", 2)
        .with("size", 64)
        .with("warm-up", 1_000);
  }

  private static double[] micros(LoadResult result) {
    return new double[] {result.serverMicrosAnOperation()};
  }

  private static double[] microsAndDelay(LoadResult result) {
    return new double[] {result.serverMicrosAnOperation(), result.slowNanos() / 1e6};
  }

  private static double[] microsDelayAndJoin(LoadResult result) {
    return new double[] {
      result.serverMicrosAnOperation(), result.slowNanos() / 1e6, result.joinNanos() / 1e9
    };
  }

  private static double[] delays(LoadResult result) {
    return new double[] {result.medianNanos() / 1e6, result.slowNanos() / 1e6};
  }

  private MeasuredServer inMemory() {
    return parley.with("--data", "none");
  }

  private List<MeasuredServer> servers() {
    return Stream.concat(Stream.of(inMemory()), peers.stream()).toList();
  }

  private List<Contestant> all(LoadCommand load) {
    return servers().stream().map(each -> new Contestant(each.title(), each, load)).toList();
  }

  /** Parley itself where no peer is measured. */
  private String reference() {
    return peers.isEmpty() ? parley.title() : peers.get(0).title();
  }

  private Row row(String title, String unit, LoadExperiment experiment, int index) {
    return new Row(title, unit, reference(), experiment.samples(index));
  }
}
