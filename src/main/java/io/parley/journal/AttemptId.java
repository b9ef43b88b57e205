package io.parley.journal;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The name that a page gives to its try to connect, so that it alone may ask what became of it. */
public final class AttemptId {
  static final String PARAMETER = "attempt";

  /** At least 128 bits where they are random; not long enough to store anything in. */
  private static final Predicate<String> GRAMMAR =
      Pattern.compile("[A-Za-z0-9_-]{22,64}").asMatchPredicate();

  private AttemptId() {}

  public static boolean isValid(String text) {
    return GRAMMAR.test(text);
  }

  /** The first that a target's query names; empty where that is none. */
  public static Optional<String> of(String target) {
    int query = target.indexOf('?');
    String start = PARAMETER + "=";
    return Arrays.stream(target.substring(query + 1).split("&"))
        .filter(parameter -> query >= 0 && parameter.startsWith(start))
        .map(parameter -> parameter.substring(start.length()))
        .findFirst()
        .filter(AttemptId::isValid);
  }
}
