package io.parley.probe;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Expectations of the response to a handshake. */
public final class Expect {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  /** Server errors that concern the request and are no internal fault. */
  private static final Set<Integer> FITTING_SERVER_ERRORS = Set.of(501, 503, 505);

  private Expect() {}

  /** Accepted, with everything that RFC 6455 4.2.2 requires of a 101. */
  public static Expectation upgraded() {
    return switching().and(upgradeField()).and(connectionField()).and(accept()).and(onlyOffered());
  }

  /** Has the status 101; nothing else is checked. */
  public static Expectation switching() {
    return Expectation.answer(
        "has the status 101",
        (probeResponse, exchange) ->
            CaseOutcome.when(probeResponse.upgrades(), "the answer is " + probeResponse.shown()));
  }

  public static Expectation upgradeField() {
    return Expectation.answer(
        "has Upgrade: websocket",
        (probeResponse, exchange) ->
            CaseOutcome.when(
                probeResponse.values("Upgrade").size() == 1
                    && probeResponse.lists("Upgrade", "websocket"),
                "Upgrade is " + shown(probeResponse, "Upgrade")));
  }

  public static Expectation connectionField() {
    return Expectation.answer(
        "lists Upgrade in Connection",
        (probeResponse, exchange) ->
            CaseOutcome.when(
                probeResponse.lists("Connection", "Upgrade"),
                "Connection is " + shown(probeResponse, "Connection")));
  }

  /** Has exactly one Sec-WebSocket-Accept, with the right value. */
  public static Expectation accept() {
    return Expectation.answer(
        "has one Sec-WebSocket-Accept, computed from the key that was sent",
        (probeResponse, exchange) -> {
          String right = acceptOf(exchange.probeRequest().key());
          return CaseOutcome.when(
              probeResponse.values("Sec-WebSocket-Accept").equals(List.of(right)),
              "Sec-WebSocket-Accept is "
                  + shown(probeResponse, "Sec-WebSocket-Accept")
                  + ", not "
                  + right);
        });
  }

  static String acceptOf(String key) {
    return Base64.getEncoder().encodeToString(ServerFacts.digest("SHA-1", key + GUID));
  }

  /** Names no subprotocol and no extension that was not offered. */
  public static Expectation onlyOffered() {
    return offeredSubprotocol().and(offeredExtensions());
  }

  /** Names at most one subprotocol, which was offered in the same octets. */
  public static Expectation offeredSubprotocol() {
    return Expectation.answer(
        "names no subprotocol that was not offered, and one at most",
        (probeResponse, exchange) -> {
          List<String> chosen = probeResponse.values("Sec-WebSocket-Protocol");
          List<String> offered = exchange.probeRequest().elements("Sec-WebSocket-Protocol");
          return CaseOutcome.when(
              chosen.size() <= 1 && offered.containsAll(chosen),
              "Sec-WebSocket-Protocol is " + shown(probeResponse, "Sec-WebSocket-Protocol"));
        });
  }

  /** Names no extension that was not offered. */
  public static Expectation offeredExtensions() {
    return Expectation.answer(
        "names no extension that was not offered",
        (probeResponse, exchange) -> {
          String offers = String.join(",", exchange.probeRequest().values(Extension.FIELD));
          Optional<List<Extension>> named = Extension.read(probeResponse);
          boolean right =
              named.isPresent()
                  && named.get().stream().allMatch(each -> offers.contains(each.name()));
          return CaseOutcome.when(
              right, Extension.FIELD + " is " + shown(probeResponse, Extension.FIELD));
        });
  }

  /** Has a fitting error status: RFC 6455 4.2.1 and 4.2.2. */
  public static Expectation refused() {
    return Expectation.answer(
        "is an HTTP error that fits (4xx, 501, 503, 505)",
        (probeResponse, exchange) ->
            CaseOutcome.when(isRefusal(probeResponse), "the answer is " + probeResponse.shown()));
  }

  /**
   * Is any final response but 101 and a server fault: a server that ignores Upgrade may respond as
   * HTTP allows.
   */
  public static Expectation notUpgraded() {
    return Expectation.answer(
        "is a final HTTP answer, not 101 and not 500",
        (probeResponse, exchange) ->
            CaseOutcome.when(
                isRefusal(probeResponse)
                    || (probeResponse.status() >= 200 && probeResponse.status() < 400),
                "the answer is " + probeResponse.shown()));
  }

  private static boolean isRefusal(ProbeResponse probeResponse) {
    int status = probeResponse.status();
    return status / 100 == 4 || FITTING_SERVER_ERRORS.contains(status);
  }

  /** Has one of these status codes. */
  public static Expectation status(Integer... codes) {
    List<Integer> right = List.of(codes);
    String words = String.join(" or ", Stream.of(codes).map(String::valueOf).toList());
    return Expectation.answer(
        "has the status " + words,
        (probeResponse, exchange) ->
            CaseOutcome.when(
                right.contains(probeResponse.status()), "the answer is " + probeResponse.shown()));
  }

  /** Has a fitting error status, or the connection ends: "Fail the WebSocket Connection". */
  public static Expectation refusedOrHungUp() {
    return refused().or(ExpectHttp.hungUp());
  }

  /** Accepted, or refused with a 4xx, as a server with limits may do. */
  public static Expectation orderly() {
    return upgraded()
        .or(
            Expectation.answer(
                "is a 4xx",
                (probeResponse, exchange) ->
                    CaseOutcome.when(
                        probeResponse.status() / 100 == 4,
                        "the answer is " + probeResponse.shown())));
  }

  /** Returns the field's values, escaped and bounded; "absent" where there are none. */
  static String shown(ProbeResponse probeResponse, String name) {
    return probeResponse.has(name) ? brief(probeResponse.values(name)) : "absent";
  }

  private static String brief(List<String> values) {
    return PrintableOctets.few(
        values.stream().map(v -> '"' + PrintableOctets.brief(v) + '"').toList(), " | ");
  }
}
