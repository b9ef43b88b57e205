package io.parley.broker.sqlite;

import java.util.Objects;

/** A failure in a line: its class, and its words unless it is a fault of ours, which may quote. */
final class FailureLine {
  /** Characters. */
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
