package io.parley.logging;

import java.util.Arrays;

/**
 * A failure for the log: its classes and stack traces, bounded, without messages, which may quote
 * data of a peer.
 */
public final class RedactedFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** Causes that are kept at most; the chain may be a cycle. */
  private static final int DEEPEST = 8;

  /** Stack frames of each cause at most. */
  private static final int FRAMES = 32;

  private final String name;

  private RedactedFailure(Throwable failure, Throwable cause) {
    super(null, cause, false, true);
    name = failure.getClass().getName();
    StackTraceElement[] frames = failure.getStackTrace();
    setStackTrace(Arrays.copyOf(frames, Math.min(frames.length, FRAMES)));
  }

  /** Returns what may be logged in place of a failure. */
  public static Throwable of(Throwable failure) {
    return of(failure, 1);
  }

  private static Throwable of(Throwable failure, int depth) {
    Throwable cause = failure.getCause();
    if (cause == null && isOfJvm(failure)) {
      return failure;
    }
    boolean deeper = cause != null && depth < DEEPEST;
    return new RedactedFailure(failure, deeper ? of(cause, depth + 1) : null);
  }

  /** Whether the message is the JVM's: about memory, or the name of a class. */
  private static boolean isOfJvm(Throwable failure) {
    return failure instanceof OutOfMemoryError || failure instanceof LinkageError;
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // It shows the class of the original failure.
  public String toString() {
    return name;
  }
}
