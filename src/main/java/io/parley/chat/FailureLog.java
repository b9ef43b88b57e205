package io.parley.chat;

import io.parley.logging.RedactedFailure;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Logs repeated failures, such as those of a store, at most one line in 10 s. Each line says how
 * many were omitted. Thread-safe.
 */
public final class FailureLog {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** Causes of one failure that are followed at most; the chain may be a cycle. */
  private static final int DEEPEST = 16;

  /** Characters about a cause at most. */
  private static final int LONGEST = 300;

  private final Logger logger;

  // Guarded by this.
  private long last = System.nanoTime() - PAUSE.toNanos();
  private long leftOut;

  public FailureLog(Logger logger) {
    this.logger = logger;
  }

  /**
   * Logs a failure as a warning.
   *
   * @param what a line without data of a peer
   * @param cause is named by its class and, for a failure of the store, its message; its stack
   *     trace is logged at {@code DEBUG} only
   */
  public void warn(String what, Throwable cause) {
    OptionalLong others = turn();
    if (others.isPresent()) {
      logger.log(Level.WARNING, what + ": " + line(cause) + others(others.getAsLong()));
      logger.log(Level.DEBUG, what, RedactedFailure.of(cause));
    }
  }

  /**
   * Logs a fault of this program as an error, at the same rate.
   *
   * @param what a line without data of a peer
   * @param cause is logged as classes and stack traces, without messages
   */
  public void error(String what, Throwable cause) {
    OptionalLong others = turn();
    if (others.isPresent()) {
      logger.log(Level.ERROR, what + others(others.getAsLong()), RedactedFailure.of(cause));
    }
  }

  /** Returns how many were omitted since the last line; empty where this one is omitted too. */
  private synchronized OptionalLong turn() {
    long now = System.nanoTime();
    if (now - last < PAUSE.toNanos()) {
      leftOut++;
      return OptionalLong.empty();
    }
    last = now;
    long others = leftOut;
    leftOut = 0;
    return OptionalLong.of(others);
  }

  /** Finds the first {@link Error} in a cause chain; empty where there is none. */
  public static Optional<Error> errorIn(Throwable failure) {
    return causes(failure).filter(Error.class::isInstance).map(Error.class::cast).findFirst();
  }

  /** Whether a failure was caused by a log that could not be read or written. */
  public static boolean isOfStore(Throwable failure) {
    return causes(failure).anyMatch(IOException.class::isInstance);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
  }

  private static String line(Throwable cause) {
    Throwable root = causes(cause).reduce(cause, (outer, inner) -> inner);
    boolean store = root instanceof IOException || root instanceof SQLException;
    String name = root.getClass().getSimpleName();
    String line = store ? (name + ": " + root.getMessage()).replaceAll("\\s+", " ") : name;
    return line.substring(0, Math.min(line.length(), LONGEST));
  }

  private static String others(long leftOut) {
    return leftOut == 0 ? "" : " (and " + leftOut + " such failures before)";
  }
}
