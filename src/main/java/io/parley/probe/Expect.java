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
  public static Right upgraded() {
    return switching().and(upgradeField()).and(connectionField()).and(accept()).and(onlyOffered());
  }

  /** The status alone. */
  public static Right switching() {
    return Right.answer(
        "has the status 101",
        (answer, exchange) -> Outcome.when(answer.upgrades(), "the answer is " + answer.shown()));
  }

  public static Right upgradeField() {
    return Right.answer(
        "has Upgrade: websocket",
        (answer, exchange) ->
            Outcome.when(
                answer.values("Upgrade").size() == 1 && answer.lists("Upgrade", "websocket"),
                "Upgrade is " + shown(answer, "Upgrade")));
  }

  public static Right connectionField() {
    return Right.answer(
        "lists Upgrade in Connection",
        (answer, exchange) ->
            Outcome.when(
                answer.lists("Connection", "Upgrade"),
                "Connection is " + shown(answer, "Connection")));
  }

  /** The right accept value, once. */
  public static Right accept() {
    return Right.answer(
        "has one Sec-WebSocket-Accept, computed from the key that was sent",
        (answer, exchange) -> {
          String right = acceptOf(exchange.request().key());
          return Outcome.when(
              answer.values("Sec-WebSocket-Accept").equals(List.of(right)),
              "Sec-WebSocket-Accept is "
                  + shown(answer, "Sec-WebSocket-Accept")
                  + ", not "
                  + right);
        });
  }

  static String acceptOf(String key) {
    return Base64.getEncoder().encodeToString(Facts.digest("SHA-1", key + GUID));
  }

  /** Neither a subprotocol nor an extension that was not offered. */
  public static Right onlyOffered() {
    return offeredSubprotocol().and(offeredExtensions());
  }

  /** At most one subprotocol, and one that was offered, in the same octets. */
  public static Right offeredSubprotocol() {
    return Right.answer(
        "names no subprotocol that was not offered, and one at most",
        (answer, exchange) -> {
          List<String> chosen = answer.values("Sec-WebSocket-Protocol");
          List<String> offered = exchange.request().elements("Sec-WebSocket-Protocol");
          return Outcome.when(
              chosen.size() <= 1 && offered.containsAll(chosen),
              "Sec-WebSocket-Protocol is " + shown(answer, "Sec-WebSocket-Protocol"));
        });
  }

  /** No extension that was not offered. */
  public static Right offeredExtensions() {
    return Right.answer(
        "names no extension that was not offered",
        (answer, exchange) -> {
          String offers = String.join(",", exchange.request().values(Extension.FIELD));
          Optional<List<Extension>> named = Extension.read(answer);
          boolean right =
              named.isPresent()
                  && named.get().stream().allMatch(each -> offers.contains(each.name()));
          return Outcome.when(right, Extension.FIELD + " is " + shown(answer, Extension.FIELD));
        });
  }

  /** An error code that fits: RFC 6455 4.2.1 and 4.2.2. */
  public static Right refused() {
    return Right.answer(
        "is an HTTP error that fits (4xx, 501, 503, 505)",
        (answer, exchange) -> Outcome.when(isRefusal(answer), "the answer is " + answer.shown()));
  }

  /** Any final answer but a broken server's: whoever ignores Upgrade may answer as HTTP does. */
  public static Right notUpgraded() {
    return Right.answer(
        "is a final HTTP answer, not 101 and not 500",
        (answer, exchange) ->
            Outcome.when(
                isRefusal(answer) || (answer.status() >= 200 && answer.status() < 400),
                "the answer is " + answer.shown()));
  }

  private static boolean isRefusal(Answer answer) {
    int status = answer.status();
    return status / 100 == 4 || FITTING_SERVER_ERRORS.contains(status);
  }

  /** One of these status codes. */
  public static Right status(Integer... codes) {
    List<Integer> right = List.of(codes);
    String words = String.join(" or ", Stream.of(codes).map(String::valueOf).toList());
    return Right.answer(
        "has the status " + words,
        (answer, exchange) ->
            Outcome.when(right.contains(answer.status()), "the answer is " + answer.shown()));
  }

  /** An error that fits, or the end of the connection: "Fail the WebSocket Connection". */
  public static Right refusedOrHungUp() {
    return refused().or(ExpectHttp.hungUp());
  }

  /** Accepted, or refused as the client's fault: what a limit may do. */
  public static Right orderly() {
    return upgraded()
        .or(
            Right.answer(
                "is a 4xx",
                (answer, exchange) ->
                    Outcome.when(answer.status() / 100 == 4, "the answer is " + answer.shown())));
  }

  /** What the field says, fit to be shown. */
  static String shown(Answer answer, String name) {
    return answer.has(name) ? brief(answer.values(name)) : "absent";
  }

  private static String brief(List<String> values) {
    return Shown.few(values.stream().map(v -> '"' + Shown.brief(v) + '"').toList(), " | ");
  }
}
