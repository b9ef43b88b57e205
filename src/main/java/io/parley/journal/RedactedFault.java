package io.parley.journal;

import java.util.Arrays;

/**
 * A loggable form of a fault: its classes and stack frames, bounded, without messages, which may
 * quote a peer.
 */
public final class RedactedFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** The bound of the chain of causes, which may be a cycle. */
  private static final int DEEPEST = 8;

  /** The bound of stack frames for each cause. */
  private static final int FRAMES = 32;

  private final String name;

  private RedactedFault(Throwable fault, Throwable cause) {
    super(null, cause, false, true);
    name = fault.getClass().getName();
    StackTraceElement[] frames = fault.getStackTrace();
    setStackTrace(Arrays.copyOf(frames, Math.min(frames.length, FRAMES)));
  }

  /** Makes the loggable form of a fault. */
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

  /** Whether the message comes from the JVM: about memory, or the name of a class. */
  private static boolean isOfJvm(Throwable fault) {
    return fault instanceof OutOfMemoryError || fault instanceof LinkageError;
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // It stands for the other class, not for this one.
  public String toString() {
    return name;
  }
}
