package io.parley.broker.sqlite;

import java.util.Objects;

/**
 * Describes a failure in one line: its class and, unless it is a {@link RuntimeException}, its
 * message. A runtime exception is a fault of this program, and its message may quote data.
 */
final class FailureLine {
  /** Characters at most. */
  private static final int LONGEST = 500;

  private FailureLine() {}

  static String of(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    if (failure instanceof RuntimeException) {
      return name;
    }
    String message = Objects.requireNonNullElse(failure.getMessage(), "");
    String line = (name + ": " + message).replaceAll("\\s+", " ").strip();
    return line.substring(0, Math.min(line.length(), LONGEST));
  }
}
