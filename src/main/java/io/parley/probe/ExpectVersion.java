package io.parley.probe;

import java.util.List;
import java.util.regex.Pattern;

/** What may be expected of a server that is asked for a version it may not speak. */
public final class ExpectVersion {
  private static final String FIELD = "Sec-WebSocket-Version";

  /** 0 to 255, without leading zeroes (RFC 6455 4.3). */
  private static final Pattern VERSION =
      Pattern.compile("[0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5]");

  private ExpectVersion() {}

  /** The versions it speaks are named, 13 among them. */
  public static Right namesVersion13() {
    return Right.answer(
        "names 13 in Sec-WebSocket-Version",
        (answer, exchange) -> Outcome.when(answer.lists(FIELD, "13"), shown(answer)));
  }

  /** What is named are versions, one at least. */
  public static Right namesOnlyVersions() {
    return Right.answer(
        "names well-formed versions in Sec-WebSocket-Version",
        (answer, exchange) -> {
          List<String> named = answer.elements(FIELD);
          return Outcome.when(
              !named.isEmpty() && named.stream().allMatch(v -> VERSION.matcher(v).matches()),
              shown(answer));
        });
  }

  /** A version that was refused is not named as spoken. */
  public static Right doesNotNameVersion(String version) {
    return Right.answer(
        "does not name " + version + " in Sec-WebSocket-Version",
        (answer, exchange) ->
            Outcome.when(!answer.upgrades() && !answer.lists(FIELD, version), shown(answer)));
  }

  private static String shown(Answer answer) {
    return FIELD + " is " + Expect.shown(answer, FIELD) + " in the answer " + answer.shown();
  }
}
