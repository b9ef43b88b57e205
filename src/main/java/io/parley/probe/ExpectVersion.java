package io.parley.probe;

import java.util.List;
import java.util.regex.Pattern;

/** Expectations of a server that is asked for a version it may not speak. */
public final class ExpectVersion {
  private static final String FIELD = "Sec-WebSocket-Version";

  /** 0 to 255, without leading zeroes (RFC 6455 4.3). */
  private static final Pattern VERSION =
      Pattern.compile("[0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5]");

  private ExpectVersion() {}

  /** Names the versions that it speaks, including 13. */
  public static Expectation namesVersion13() {
    return Expectation.answer(
        "names 13 in Sec-WebSocket-Version",
        (probeResponse, exchange) ->
            CaseOutcome.when(probeResponse.lists(FIELD, "13"), shown(probeResponse)));
  }

  /** Names only valid versions, and at least one. */
  public static Expectation namesOnlyVersions() {
    return Expectation.answer(
        "names well-formed versions in Sec-WebSocket-Version",
        (probeResponse, exchange) -> {
          List<String> named = probeResponse.elements(FIELD);
          return CaseOutcome.when(
              !named.isEmpty() && named.stream().allMatch(v -> VERSION.matcher(v).matches()),
              shown(probeResponse));
        });
  }

  /** Does not name a version that it refused. */
  public static Expectation doesNotNameVersion(String version) {
    return Expectation.answer(
        "does not name " + version + " in Sec-WebSocket-Version",
        (probeResponse, exchange) ->
            CaseOutcome.when(
                !probeResponse.upgrades() && !probeResponse.lists(FIELD, version),
                shown(probeResponse)));
  }

  private static String shown(ProbeResponse probeResponse) {
    return FIELD
        + " is "
        + Expect.shown(probeResponse, FIELD)
        + " in the answer "
        + probeResponse.shown();
  }
}
