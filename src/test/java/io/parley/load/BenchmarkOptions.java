package io.parley.load;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How much a benchmark measures.
 *
 * @param rows names of experiments, or "all"
 * @param servers names of servers, or "all"
 * @param millis of a measured run
 * @param warmUpMillis before the first run of a server
 * @param handshakeWarmUpMillis the same for handshakes, which touch more code
 * @param connections that are idle
 * @param members of a large room
 */
record BenchmarkOptions(
    List<String> rows,
    List<String> servers,
    int rounds,
    int millis,
    int warmUpMillis,
    int handshakeWarmUpMillis,
    int connections,
    int members,
    CorePinning pinning) {
  /** What a page with less than this says of itself. */
  private static final int SERIOUS_ROUNDS = 5;

  private static final int SERIOUS_MILLIS = 3_000;
  private static final String ALL = "all";

  /** The experiments. */
  static final List<String> ROWS =
      List.of(
          "handshake",
          "token",
          "echo",
          "echo-16",
          "fan-out",
          "delay",
          "overload",
          "idle",
          "start",
          "large-room",
          "sqlite",
          "redis",
          "stalled");

  BenchmarkOptions {
    for (String row : rows) {
      if (!row.equals(ALL) && !ROWS.contains(row)) {
        throw new IllegalArgumentException("no row is " + row + ", but " + ROWS);
      }
    }
  }

  /** From the properties {@code performance.*}. */
  static BenchmarkOptions of(UnaryOperator<String> properties) {
    boolean smoke = Boolean.parseBoolean(value(properties, "smoke", "false"));
    int seconds = number(properties, "seconds", smoke ? 1 : 3);
    CorePinning own = CorePinning.ofThisMachine();
    return new BenchmarkOptions(
        list(value(properties, "rows", ALL)),
        list(value(properties, "servers", ALL)),
        number(properties, "rounds", smoke ? 1 : 5),
        seconds * 1_000,
        number(properties, "warm-up", smoke ? 1 : 12) * 1_000,
        number(properties, "handshake-warm-up", smoke ? 1 : 30) * 1_000,
        number(properties, "connections", smoke ? 1_000 : 10_000),
        number(properties, "members", smoke ? 1_000 : 19_000),
        new CorePinning(
            value(properties, "server-cores", own.server()),
            value(properties, "generator-cores", own.generator())));
  }

  private static String value(UnaryOperator<String> properties, String name, String absent) {
    String value = properties.apply("performance." + name);
    return value == null || value.isBlank() ? absent : value.strip();
  }

  private static int number(UnaryOperator<String> properties, String name, int absent) {
    String value = value(properties, name, Integer.toString(absent));
    int number = Integer.parseInt(value);
    if (number < 1) {
      throw new IllegalArgumentException("performance." + name + " is " + value);
    }
    return number;
  }

  private static List<String> list(String value) {
    return Arrays.stream(value.split(",", -1)).map(String::strip).toList();
  }

  boolean hasRow(String name) {
    return rows.contains(ALL) || rows.contains(name);
  }

  boolean hasServer(String name) {
    return servers.contains(ALL) || servers.contains(name);
  }

  /** Every row and server, in as many rounds and for as long as a figure needs. */
  boolean isComplete() {
    return rows.contains(ALL) && servers.contains(ALL) && isSerious();
  }

  /** Whether its figures may be quoted. */
  boolean isSerious() {
    return rounds >= SERIOUS_ROUNDS && millis >= SERIOUS_MILLIS;
  }
}
