package io.parley.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a benchmark as the properties {@code performance.*} say, and writes its page. */
public final class BenchmarkRun {
  private BenchmarkRun() {}

  /**
   * Measures the servers: Parley first, the one that the others are compared with second.
   *
   * @param page where the page of a complete run goes
   * @param draft where that of any other run goes
   * @return whether every figure of Parley was measured
   */
  public static boolean run(List<MeasuredServer> servers, Path page, Path draft)
      throws IOException {
    BenchmarkOptions options = BenchmarkOptions.of(System::getProperty);
    List<MeasuredServer> measured =
        servers.stream()
            .filter(each -> each.equals(servers.get(0)) || options.hasServer(each.name()))
            .toList();
    Surroundings surroundings = Surroundings.ofThisMachine();
    try (GeneratorProcess generator = new GeneratorProcess(options.pinning().generator())) {
      Benchmark.Report report = new Benchmark(options, measured, generator).run();
      String parley = measured.get(0).title();
      Path file = options.isComplete() ? page : draft;
      Files.writeString(file, new PerformancePage(surroundings, options, parley, report).text());
      Progress.say("Written: " + file);
      return isComplete(report, parley);
    }
  }

  private static boolean isComplete(Benchmark.Report report, String parley) {
    return report.peers().stream().allMatch(row -> row.measured(parley).isPresent())
        && report.variants().stream()
            .flatMap(row -> row.samples().values().stream())
            .allMatch(Samples::isMeasured);
  }
}
