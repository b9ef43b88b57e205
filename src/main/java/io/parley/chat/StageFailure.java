package io.parley.chat;

import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Tells why a stage failed. */
public final class StageFailure {
  private StageFailure() {}

  /** Returns the exception with which a stage failed; empty where it is of another type. */
  public static <T extends Throwable> Optional<T> as(Class<T> type, Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return Optional.of(cause).filter(type::isInstance).map(type::cast);
  }
}
