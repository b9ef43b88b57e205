package io.parley.probe;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What may be expected of the answer to a handshake. */
public final class Expect {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  /** The server errors that say something of the request, and not that the server broke. */
  private static final Set<Integer> FITTING_SERVER_ERRORS = Set.of(501, 503, 505);

  private Expect() {}

  /** Accepted, with everything that RFC 6455 4.2.2 demands of a 101. */
  public static Expectation upgraded() {
    return switching().and(upgradeField()).and(connectionField()).and(accept()).and(onlyOffered());
  }

  /** The status alone. */
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

  /** The right accept value, once. */
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

  /** Neither a subprotocol nor an extension that was not offered. */
  public static Expectation onlyOffered() {
    return offeredSubprotocol().and(offeredExtensions());
  }

  /** At most one subprotocol, and one that was offered, in the same octets. */
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

  /** No extension that was not offered. */
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

  /** An error code that fits: RFC 6455 4.2.1 and 4.2.2. */
  public static Expectation refused() {
    return Expectation.answer(
        "is an HTTP error that fits (4xx, 501, 503, 505)",
        (probeResponse, exchange) ->
            CaseOutcome.when(isRefusal(probeResponse), "the answer is " + probeResponse.shown()));
  }

  /** Any final answer but a broken server's: whoever ignores Upgrade may answer as HTTP does. */
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

  /** One of these status codes. */
  public static Expectation status(Integer... codes) {
    List<Integer> right = List.of(codes);
    String words = String.join(" or ", Stream.of(codes).map(String::valueOf).toList());
    return Expectation.answer(
        "has the status " + words,
        (probeResponse, exchange) ->
            CaseOutcome.when(
                right.contains(probeResponse.status()), "the answer is " + probeResponse.shown()));
  }

  /** An error that fits, or the end of the connection: "Fail the WebSocket Connection". */
  public static Expectation refusedOrHungUp() {
    return refused().or(ExpectHttp.hungUp());
  }

  /** Accepted, or refused as the client's fault: what a limit may do. */
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

  /** What the field says, fit to be shown. */
  static String shown(ProbeResponse probeResponse, String name) {
    return probeResponse.has(name) ? brief(probeResponse.values(name)) : "absent";
  }

  private static String brief(List<String> values) {
    return PrintableOctets.few(
        values.stream().map(v -> '"' + PrintableOctets.brief(v) + '"').toList(), " | ");
  }
}
