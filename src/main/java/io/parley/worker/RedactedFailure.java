package io.parley.worker;

import java.util.Arrays;

/**
 * A failure for the log: its classes and where it happened, bounded, without messages, which may
 * quote what a peer sent.
 */
public final class RedactedFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** Of a chain of causes; it may be a ring. */
  private static final int DEEPEST = 8;

  /** Of each cause. */
  private static final int FRAMES = 32;

  private final String name;

  private RedactedFailure(Throwable failure, Throwable cause) {
    super(null, cause, false, true);
    name = failure.getClass().getName();
    StackTraceElement[] frames = failure.getStackTrace();
    setStackTrace(Arrays.copyOf(frames, Math.min(frames.length, FRAMES)));
  }

  /** What may be logged in place of a failure. */
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

  /** Its words are the JVM's: about memory, or the name of a class. */
  private static boolean isOfJvm(Throwable failure) {
    return failure instanceof OutOfMemoryError || failure instanceof LinkageError;
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // It stands for the other class, not for this one.
  public String toString() {
    return name;
  }
}
