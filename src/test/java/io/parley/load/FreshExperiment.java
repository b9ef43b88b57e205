package io.parley.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts every server anew in each round, and ends it after it was measured. */
final class FreshExperiment {
  /** Measures a server that was just started; NaN for what it does not have. */
  interface Measure {
    double[] of(ServerProcess server) throws IOException;
  }

  private final BenchmarkOptions options;
  private final Map<String, String> failures = new LinkedHashMap<>();
  private final Map<String, List<double[]>> measured = new LinkedHashMap<>();

  FreshExperiment(BenchmarkOptions options) {
    this.options = options;
  }

  void run(List<MeasuredServer> servers, String cores, Measure measure) {
    for (int round = 1; round <= options.rounds(); round++) {
      for (MeasuredServer server : servers) {
        measured.computeIfAbsent(server.title(), title -> new ArrayList<>());
        if (!failures.containsKey(server.title())) {
          attempt(server, cores, measure);
        }
      }
    }
  }

  private void attempt(MeasuredServer server, String cores, Measure measure) {
    try (ServerProcess running = ServerProcess.start(server, cores)) {
      double[] values = measure.of(running);
      measured.get(server.title()).add(values);
      Progress.say(server.title() + ": " + Progress.text(values));
    } catch (IOException e) {
      Progress.say(server.title() + ": " + e.getMessage());
      failures.put(server.title(), e.getMessage());
    }
  }

  /** By server, for the figure at that index. */
  Map<String, Samples> samples(int index) {
    Map<String, Samples> samples = new LinkedHashMap<>();
    measured.forEach(
        (title, values) ->
            samples.put(
                title,
                failures.containsKey(title)
                    ? Samples.failed(failures.get(title))
                    : Samples.of(known(values, index))));
    return samples;
  }

  private static List<Double> known(List<double[]> values, int index) {
    return values.stream()
        .flatMapToDouble(each -> Arrays.stream(each, index, index + 1))
        .filter(value -> !Double.isNaN(value))
        .boxed()
        .toList();
  }
}
