package io.parley.journal;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The name that a page gives to its connection attempt, so that only the page can query the result.
 */
public final class AttemptId {
  static final String PARAMETER = "attempt";

  /** At least 128 bits if random, and too short to store data in. */
  private static final Predicate<String> GRAMMAR =
      Pattern.compile("[A-Za-z0-9_-]{22,64}").asMatchPredicate();

  private AttemptId() {}

  public static boolean isValid(String text) {
    return GRAMMAR.test(text);
  }

  /** Reads the first {@code attempt} of a target's query; empty where it is absent or invalid. */
  public static Optional<String> of(String target) {
    int query = target.indexOf('?');
    if (query < 0) {
      return Optional.empty();
    }
    String start = PARAMETER + "=";
    return Arrays.stream(target.substring(query + 1).split("&"))
        .filter(parameter -> parameter.startsWith(start))
        .map(parameter -> parameter.substring(start.length()))
        .findFirst()
        .filter(AttemptId::isValid);
  }
}
