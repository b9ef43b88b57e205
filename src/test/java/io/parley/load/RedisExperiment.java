package io.parley.load;

import io.parley.broker.redis.AppendCost;
import io.parley.tool.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two servers that share a Redis. The receivers are always on the first; who says something is on
 * the first too, or on the second.
 */
final class RedisExperiment implements AutoCloseable {
  private static final String HERE = "said on the same server";
  private static final String THERE = "said on another server";
  private static final String SINGLE = "one message a call";
  private static final String FIFTY = "50 messages a call";

  private final BenchmarkOptions options;
  private final GeneratorProcess generator;
  private final Path folder = Files.createTempDirectory("parley-performance-");
  private final RedisServer redis;
  private final ServerProcess server;
  private final ServerProcess other;
  private final Map<String, List<Double>> micros = samples(HERE, THERE);
  private final Map<String, List<Double>> medians = samples(HERE, THERE);
  private final Map<String, List<Double>> slowest = samples(HERE, THERE);
  private final Map<String, List<Double>> redisMicros = samples(FIFTY, SINGLE);

  RedisExperiment(BenchmarkOptions options, GeneratorProcess generator, MeasuredServer parley)
      throws IOException {
    this.options = options;
    this.generator = generator;
    redis = RedisServer.start(folder, "appendonly yes", "appendfsync everysec");
    MeasuredServer shared = parley.with("--redis", redis.url());
    server = ServerProcess.start(shared, options.pinning().server());
    other = ServerProcess.start(shared, options.pinning().generator());
  }

  private static Map<String, List<Double>> samples(String... names) {
    Map<String, List<Double>> samples = new LinkedHashMap<>();
    for (String name : names) {
      samples.put(name, new ArrayList<>());
    }
    return samples;
  }

  /**
   * @param busy a load that goes as fast as it can
   * @param calm one that shows delays
   */
  void run(LoadCommand busy, LoadCommand calm) throws IOException {
    generator.run(from(HERE, busy).with("millis", options.warmUpMillis()));
    generator.run(from(THERE, busy).with("millis", options.warmUpMillis()));
    for (int round = 1; round <= options.rounds(); round++) {
      for (String where : List.of(HERE, THERE)) {
        LoadResult fast = measure(from(where, busy));
        LoadResult slow = measure(from(where, calm));
        micros.get(where).add(fast.serverMicrosAnOperation());
        medians.get(where).add(slow.medianNanos() / 1e6);
        slowest.get(where).add(slow.slowNanos() / 1e6);
        Progress.say(
            "%s: %.1f us, median %.1f ms, 99th percentile %.1f ms"
                .formatted(
                    where,
                    fast.serverMicrosAnOperation(),
                    slow.medianNanos() / 1e6,
                    slow.slowNanos() / 1e6));
      }
    }
    runAppends();
  }

  private void runAppends() {
    try (AppendCost cost = new AppendCost(redis, () -> ProcessCost.cpuNanos(redis.pid()))) {
      for (int round = 0; round <= options.rounds(); round++) {
        for (Map.Entry<String, List<Double>> each : redisMicros.entrySet()) {
          int size = each.getKey().equals(SINGLE) ? 1 : 50;
          double micros = cost.micros(size, Duration.ofMillis(options.millis()));
          if (round > 0) {
            each.getValue().add(micros);
            Progress.say("Redis, %s: %.1f us a message".formatted(each.getKey(), micros));
          }
        }
      }
    }
  }

  private LoadCommand from(String where, LoadCommand load) {
    LoadCommand addressed = server.addressed(load);
    int senders = other.addressed(load).port();
    return where.equals(THERE) ? addressed.with("sender-port", senders) : addressed;
  }

  private LoadResult measure(LoadCommand load) throws IOException {
    return generator.run(load.with("millis", load.number("times", 1) * (long) options.millis()));
  }

  List<Row> rows() {
    return List.of(
        row("rooms in Redis: a delivery", "µs of CPU", HERE, micros),
        row("rooms in Redis: delay of a delivery, median", "ms", HERE, medians),
        row("rooms in Redis: delay of a delivery, 99th percentile", "ms", HERE, slowest),
        row("rooms in Redis: a message", "µs of the CPU of Redis", FIFTY, redisMicros));
  }

  private static Row row(
      String title, String unit, String reference, Map<String, List<Double>> values) {
    Map<String, Samples> samples = new LinkedHashMap<>();
    values.forEach((name, each) -> samples.put(name, Samples.of(each)));
    return new Row(title, unit, reference, samples);
  }

  @Override
  public void close() throws IOException {
    other.close();
    server.close();
    redis.close();
  }
}
