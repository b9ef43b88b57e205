package io.parley.chat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Logs failures that come in numbers, such as those of a store: at most one line in a while, which
 * says how many were left out. Safe for many threads.
 */
public final class FailureLog {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** Of a chain of causes; it may be a ring. */
  private static final int DEEPEST = 16;

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
   *     a stack trace at {@code DEBUG} only
   */
  public void warn(String what, Throwable cause) {
    long others;
    synchronized (this) {
      long now = System.nanoTime();
      if (now - last < PAUSE.toNanos()) {
        leftOut++;
        return;
      }
      last = now;
      others = leftOut;
      leftOut = 0;
    }
    logger.log(Level.WARNING, what + ": " + line(cause) + others(others));
    logger.log(Level.DEBUG, what, cause);
  }

  /** The error that something failed by; empty where it was an exception. */
  public static Optional<Error> errorIn(Throwable failure) {
    return causes(failure).filter(Error.class::isInstance).map(Error.class::cast).findFirst();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
  }

  private static String line(Throwable cause) {
    Throwable root = causes(cause).reduce(cause, (outer, inner) -> inner);
    return (root.getClass().getSimpleName() + ": " + root.getMessage()).replaceAll("\\s+", " ");
  }

  private static String others(long leftOut) {
    return leftOut == 0 ? "" : " (and " + leftOut + " such failures before)";
  }
}
