package io.parley.broker.sqlite;

import java.util.Objects;

/** A failure in a line. */
final class OneLine {
  private OneLine() {}

  static String of(Throwable failure) {
    String message = Objects.requireNonNullElse(failure.getMessage(), "");
    return (failure.getClass().getSimpleName() + ": " + message).replaceAll("\\s+", " ").strip();
  }
}
