package io.parley.chat;

import io.parley.worker.RedactedFailure;
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
 * Logs failures that come in numbers, such as those of a store: at most one line in a while, which
 * says how many were left out. Safe for many threads.
 */
public final class FailureLog {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** Of a chain of causes; it may be a ring. */
  private static final int DEEPEST = 16;

  /** Characters about a cause. */
  private static final int LONGEST = 300;

  private final Logger logger;

  // Guarded by this.
  private long last = System.nanoTime() - PAUSE.toNanos();
  private long leftOut;

  public FailureLog(Logger logger) {
    this.logger = logger;
  }

  /**
   * Logs a failure.
   *
   * @param what a line without what a peer sent
   * @param cause stands in the line by its class and, where that is the store's, its message; with
   *     its places at {@code DEBUG} only
   */
  public void warn(String what, Throwable cause) {
    OptionalLong others = turn();
    if (others.isPresent()) {
      logger.log(Level.WARNING, what + ": " + line(cause) + others(others.getAsLong()));
      logger.log(Level.DEBUG, what, RedactedFailure.of(cause));
    }
  }

  /**
   * Logs a fault of ours, likewise.
   *
   * @param what a line without what a peer sent
   * @param cause stands there by its classes and places
   */
  public void error(String what, Throwable cause) {
    OptionalLong others = turn();
    if (others.isPresent()) {
      logger.log(Level.ERROR, what + others(others.getAsLong()), RedactedFailure.of(cause));
    }
  }

  /** How many were left out since the last line; empty where this one is left out too. */
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

  /** The error that something failed by; empty where it was an exception. */
  public static Optional<Error> errorIn(Throwable failure) {
    return causes(failure).filter(Error.class::isInstance).map(Error.class::cast).findFirst();
  }

  /** Whether something failed because a log could not be read or written. */
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
