package io.parley.load;

import java.util.Arrays;

/**
 * What was measured between the end of the warm-up and the end of a load.
 *
 * @param operations that were completed and checked
 * @param serverNanos CPU time of the server
 * @param generatorNanos CPU time of the generator
 * @param wallNanos the time that passed
 * @param medianNanos from a message's send to its delivery, or as the server counts it; 0 where the
 *     load does not measure it
 * @param slowNanos the 99th percentile of the same
 * @param joinNanos until all connections were open; 0 where the load does not measure it
 */
record LoadResult(
    long operations,
    long serverNanos,
    long generatorNanos,
    long wallNanos,
    long medianNanos,
    long slowNanos,
    long joinNanos) {
  private static final String OK = "ok ";

  LoadResult withDelays(Delays delays) {
    return new LoadResult(
        operations,
        serverNanos,
        generatorNanos,
        wallNanos,
        delays.percentile(0.5),
        delays.percentile(0.99),
        joinNanos);
  }

  LoadResult withDelays(ServerDelays counted) {
    return new LoadResult(
        operations,
        serverNanos,
        generatorNanos,
        wallNanos,
        counted.percentile(0.5),
        counted.percentile(0.99),
        joinNanos);
  }

  LoadResult withJoin(long nanos) {
    return new LoadResult(
        operations, serverNanos, generatorNanos, wallNanos, medianNanos, slowNanos, nanos);
  }

  double serverMicrosAnOperation() {
    return serverNanos / 1e3 / operations;
  }

  /** Share of one core. */
  double serverLoad() {
    return (double) serverNanos / wallNanos;
  }

  /** Share of one core. */
  double generatorLoad() {
    return (double) generatorNanos / wallNanos;
  }

  String line() {
    return OK
        + operations
        + " "
        + serverNanos
        + " "
        + generatorNanos
        + " "
        + wallNanos
        + " "
        + medianNanos
        + " "
        + slowNanos
        + " "
        + joinNanos;
  }

  /** What a generator answered. */
  static LoadResult parse(String line) throws LoadFailure {
    if (!line.startsWith(OK)) {
      throw new LoadFailure(line);
    }
    long[] numbers =
        Arrays.stream(line.substring(OK.length()).split(" ", -1))
            .mapToLong(Long::parseLong)
            .toArray();
    return new LoadResult(
        numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
  }
}
