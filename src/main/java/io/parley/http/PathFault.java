package io.parley.http;

import java.util.Locale;
import java.util.Optional;

/** Explains why a path, as it was sent, is ambiguous, so that servers refuse it. */
public final class PathFault {
  private PathFault() {}

  /** Explains a path in one sentence that quotes nothing of it; empty where it finds no fault. */
  public static Optional<String> of(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    if (lower.contains("//")) {
      return Optional.of("The path has an empty segment: two slashes in a row.");
    }
    if (lower.contains("%2f")) {
      return Optional.of("The path has an encoded slash (%2F).");
    }
    if (lower.contains("%25")) {
      return Optional.of("The path has an encoded percent sign (%25).");
    }
    if (lower.contains("%2e")) {
      return Optional.of("The path has an encoded dot (%2E).");
    }
    return lower.contains("\\") || lower.contains("%5c")
        ? Optional.of("The path has a backslash.")
        : Optional.empty();
  }
}
