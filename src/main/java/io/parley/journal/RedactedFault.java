package io.parley.journal;

import java.util.Arrays;

/**
 * A fault for the log: its classes and where it happened, bounded, without messages, which may
 * quote what a peer sent.
 */
public final class RedactedFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** Of a chain of causes; it may be a ring. */
  private static final int DEEPEST = 8;

  /** Of each cause. */
  private static final int FRAMES = 32;

  private final String name;

  private RedactedFault(Throwable fault, Throwable cause) {
    super(null, cause, false, true);
    name = fault.getClass().getName();
    StackTraceElement[] frames = fault.getStackTrace();
    setStackTrace(Arrays.copyOf(frames, Math.min(frames.length, FRAMES)));
  }

  /** What may be logged in place of a fault. */
  public static Throwable of(Throwable fault) {
    return of(fault, 1);
  }

  private static Throwable of(Throwable fault, int depth) {
    Throwable cause = fault.getCause();
    if (cause == null && isOfJvm(fault)) {
      return fault;
    }
    boolean deeper = cause != null && depth < DEEPEST;
    return new RedactedFault(fault, deeper ? of(cause, depth + 1) : null);
  }

  /** Its words are the JVM's: about memory, or the name of a class. */
  private static boolean isOfJvm(Throwable fault) {
    return fault instanceof OutOfMemoryError || fault instanceof LinkageError;
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // It stands for the other class, not for this one.
  public String toString() {
    return name;
  }
}
