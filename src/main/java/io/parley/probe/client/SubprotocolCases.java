package io.parley.probe.client;

import static io.parley.probe.client.ServerAnswer.SUBPROTOCOL;

import java.util.Locale;
import java.util.function.BiFunction;

/** Sec-WebSocket-Protocol of the answer (RFC 6455 4.1 step 6). */
final class SubprotocolCases {
  private static final String UNKNOWN = "x-parley-unspoken";

  private SubprotocolCases() {}

  static void add(ClientSection section) {
    section.mustFail("choose a subprotocol that is not offered", a -> a.with(SUBPROTOCOL, UNKNOWN));
    section.needing(ClientCapability.SUBPROTOCOL);
    fail(
        section,
        "choose the offered subprotocol in other case",
        (request, a) -> a.with(SUBPROTOCOL, otherCase(request.subprotocols().get(0))));
    fail(
        section,
        "choose a subprotocol that begins like the offered one",
        (request, a) -> a.with(SUBPROTOCOL, request.subprotocols().get(0) + "2"));
    section.needing(ClientCapability.SUBPROTOCOLS);
    fail(
        section,
        "choose two of the offered subprotocols in one line",
        (request, a) ->
            a.with(
                SUBPROTOCOL, request.subprotocols().get(0) + ", " + request.subprotocols().get(1)));
    section.must(
        "choose the last of the offered subprotocols",
        "open the connection",
        dialog ->
            dialog.converse(dialog.right().with(SUBPROTOCOL, last(dialog.request())).octets()),
        ClientExpectation.opens());
    section
        .needing(ClientCapability.SUBPROTOCOL)
        .should(
            "choose none of the offered subprotocols",
            "open the connection without one",
            ClientScript.conversing(a -> a.without(SUBPROTOCOL)),
            ClientExpectation.opens());
    section.needing();
  }

  private static String last(OpeningRequest request) {
    return request.subprotocols().get(request.subprotocols().size() - 1);
  }

  /** Sec-WebSocket-Protocol. */
  static ClientSection field() {
    ClientSection section = ClientSection.of("rfc6455", "11.3.4", "Sec-WebSocket-Protocol");
    section.mustFail("send an empty Sec-WebSocket-Protocol", a -> a.with(SUBPROTOCOL, ""));
    section.needing(ClientCapability.SUBPROTOCOL);
    section.bestFail(
        "choose the same subprotocol in two lines", a -> a.and(SUBPROTOCOL, valueOf(a)));
    section.needing(ClientCapability.SUBPROTOCOLS);
    section.best(
        "choose two subprotocols in two lines",
        "fail the connection",
        dialog ->
            dialog.sayAndWatch(dialog.right().and(SUBPROTOCOL, last(dialog.request())).octets()),
        ClientExpectation.fails());
    return section.needing();
  }

  private static String valueOf(ServerAnswer answer) {
    return answer.lines().stream()
        .filter(line -> line.startsWith(SUBPROTOCOL + ":"))
        .map(line -> line.substring(SUBPROTOCOL.length() + 1).strip())
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static void fail(
      ClientSection section,
      String we,
      BiFunction<OpeningRequest, ServerAnswer, ServerAnswer> change) {
    section.must(
        we,
        "fail the connection",
        dialog -> dialog.sayAndWatch(change.apply(dialog.request(), dialog.right()).octets()),
        ClientExpectation.fails());
  }

  private static String otherCase(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    return upper.equals(text) ? text.toLowerCase(Locale.ROOT) : upper;
  }
}
