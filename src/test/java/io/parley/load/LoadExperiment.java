package io.parley.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts all contestants, warms each up with runs like the measured ones, and measures them by
 * turns. Each has several in a round: a virtual machine may have half of its speed for some
 * seconds, and short turns let that meet all contestants alike. One that fails is measured no more.
 */
final class LoadExperiment implements AutoCloseable {
  /** In a round, for a contestant whose runs are short. */
  static final int TURNS = 3;

  /** What a run's result says of each line of the table. */
  interface Figures {
    double[] of(LoadResult result);
  }

  private final BenchmarkOptions options;
  private final GeneratorProcess generator;
  private final Map<Contestant, ServerProcess> running = new LinkedHashMap<>();
  private final Map<Contestant, String> failures = new LinkedHashMap<>();
  private final Map<Contestant, List<double[]>> measured = new LinkedHashMap<>();

  LoadExperiment(BenchmarkOptions options, GeneratorProcess generator) {
    this.options = options;
    this.generator = generator;
  }

  /** Fills the rows in the order of the figures. */
  void run(List<Contestant> contestants, int warmUpMillis, Figures figures) throws IOException {
    for (Contestant contestant : contestants) {
      measured.put(contestant, new ArrayList<>());
      attempt(contestant, () -> warmUp(contestant, warmUpMillis));
    }
    for (int turn = 0; turn < options.rounds() * TURNS; turn++) {
      for (Contestant contestant : contestants) {
        if (!failures.containsKey(contestant) && turn % (TURNS / turns(contestant)) == 0) {
          attempt(contestant, () -> measure(contestant, figures));
        }
      }
    }
  }

  /** In a round. */
  private static int turns(Contestant contestant) {
    return contestant.load().number("times", 1) == 1 ? TURNS : 1;
  }

  private interface Step {
    void run() throws IOException;
  }

  private void attempt(Contestant contestant, Step step) {
    try {
      step.run();
    } catch (IOException e) {
      Progress.say(contestant.name() + ": " + e.getMessage());
      failures.put(contestant, e.getMessage());
    }
  }

  /**
   * In runs that end, too: what a JVM has compiled without having seen connections end, it gives up
   * when they do.
   */
  private void warmUp(Contestant contestant, int millis) throws IOException {
    ServerProcess server = ServerProcess.start(contestant.server(), options.pinning().server());
    running.put(contestant, server);
    LoadCommand load = server.addressed(contestant.load());
    long each = load.number("times", 1) * (long) options.millis();
    for (long left = millis; left > 0; left -= each) {
      generator.run(load.with("millis", Math.min(left, each)));
    }
  }

  /** The other servers share its cores. */
  private void measure(Contestant contestant, Figures figures) throws IOException {
    running.values().forEach(ServerProcess::awaitQuiet);
    LoadCommand load = running.get(contestant).addressed(contestant.load());
    long millis = load.number("times", 1) * (long) options.millis() / turns(contestant);
    LoadResult result = generator.run(load.with("millis", millis));
    double[] values = figures.of(result);
    measured.get(contestant).add(values);
    Progress.say(
        "%s: %s; server %.0f %%, generator %.0f %% of a core"
            .formatted(
                contestant.name(),
                Progress.text(values),
                100 * result.serverLoad(),
                100 * result.generatorLoad()));
  }

  /** By contestant, for the figure at that index. */
  Map<String, Samples> samples(int index) {
    Map<String, Samples> samples = new LinkedHashMap<>();
    measured.forEach(
        (contestant, values) ->
            samples.put(
                contestant.name(),
                failures.containsKey(contestant)
                    ? Samples.failed(failures.get(contestant))
                    : Samples.of(values.stream().map(each -> each[index]).toList())));
    return samples;
  }

  @Override
  public void close() throws IOException {
    for (ServerProcess server : running.values()) {
      server.close();
    }
  }
}
