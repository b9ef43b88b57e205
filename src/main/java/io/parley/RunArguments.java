package io.parley;

import io.parley.probe.ProbeOptions;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of the pace of a run. */
final class RunArguments {
  /** In the order of the help text. */
  static final List<String> NAMES = List.of("--timeout", "--jobs");

  /** More parallel connections would measure the server's limits, not its handshake. */
  private static final int MAX_JOBS = 64;

  /** Seconds; no handshake needs longer, and the bound keeps a whole run from lasting for hours. */
  private static final double MAX_TIMEOUT = 120;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "For each connection; default 5.")
  private double timeout = ProbeOptions.TIMEOUT.toSeconds();

  @Option(names = "--jobs", paramLabel = "N", description = "Connections at a time; default 4.")
  private int jobs = ProbeOptions.JOBS;

  /**
   * Returns the connections at a time.
   *
   * @throws IllegalArgumentException if it is out of range, with a message for people
   */
  int jobs() {
    if (jobs < 1 || jobs > MAX_JOBS) {
      throw new IllegalArgumentException("--jobs must be from 1 to " + MAX_JOBS);
    }
    return jobs;
  }

  /**
   * Returns the time for each connection.
   *
   * @throws IllegalArgumentException if it is out of range, with a message for people
   */
  Duration timeout() {
    if (!(timeout > 0 && timeout <= MAX_TIMEOUT)) {
      throw new IllegalArgumentException("--timeout must be above 0 and at most 120 seconds");
    }
    return Duration.ofMillis(Math.round(timeout * 1000));
  }
}
