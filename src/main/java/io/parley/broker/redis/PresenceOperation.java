package io.parley.broker.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An operation of {@code presence.lua}. Each may be run again after a failure of which it is not
 * known whether it was run.
 */
final class PresenceOperation {
  /** For how long an operation whose caller waits is tried. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Set<String> TAKING = Set.of("enter", "restore", "sweep");

  private final List<byte[]> arguments;
  private final Consumer<List<Object>> done;
  private final Runnable expired;
  private final boolean kept;
  private final boolean taking;
  private final long deadline = System.nanoTime() + PATIENCE.toNanos();
  private boolean hasExpired;

  private PresenceOperation(
      boolean kept, Consumer<List<Object>> done, Runnable expired, String... arguments) {
    this.kept = kept;
    this.done = done;
    this.expired = expired;
    this.taking = TAKING.contains(arguments[0]);
    this.arguments =
        Stream.of(arguments).map(each -> each.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /**
   * An operation that is given up after {@link #PATIENCE}.
   *
   * @param expired is called then
   */
  static PresenceOperation patient(
      Consumer<List<Object>> done, Runnable expired, String... arguments) {
    return new PresenceOperation(false, done, expired, arguments);
  }

  /**
   * An operation that is tried until it succeeds.
   *
   * @param expired is called after {@link #PATIENCE}
   */
  static PresenceOperation lasting(
      Consumer<List<Object>> done, Runnable expired, String... arguments) {
    return new PresenceOperation(true, done, expired, arguments);
  }

  /** The name and the arguments. */
  Stream<byte[]> arguments() {
    return arguments.stream();
  }

  void succeeded(List<Object> answer) {
    done.accept(answer);
  }

  /** Tells its caller that it is not run any more. */
  void close() {
    if (!hasExpired) {
      hasExpired = true;
      expired.run();
    }
  }

  /** Whether it makes the calling node responsible for members. */
  boolean isTaking() {
    return taking;
  }

  /** Tells its caller where its time is over. Returns whether to try it again. */
  boolean isTriedAgain() {
    if (!hasExpired && System.nanoTime() - deadline >= 0) {
      hasExpired = true;
      expired.run();
    }
    return kept || !hasExpired;
  }
}
