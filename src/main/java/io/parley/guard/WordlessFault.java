package io.parley.guard;

/**
 * A fault of the container's for the log: its classes and where it happened, without messages,
 * which may quote the request.
 */
final class WordlessFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** Of a chain of causes; it may be a ring. */
  private static final int DEEPEST = 8;

  private final String name;

  private WordlessFault(Throwable fault, WordlessFault cause) {
    super(null, cause, false, true);
    name = fault.getClass().getName();
    setStackTrace(fault.getStackTrace());
  }

  static WordlessFault of(Throwable fault) {
    return of(fault, 1);
  }

  private static WordlessFault of(Throwable fault, int depth) {
    Throwable cause = fault.getCause();
    boolean deeper = cause != null && depth < DEEPEST;
    return new WordlessFault(fault, deeper ? of(cause, depth + 1) : null);
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // It stands for the other class, not for this one.
  public String toString() {
    return name;
  }
}
