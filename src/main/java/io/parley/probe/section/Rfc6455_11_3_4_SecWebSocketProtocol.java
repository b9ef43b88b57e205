package io.parley.probe.section;

import static io.parley.probe.Expect.offeredSubprotocol;
import static io.parley.probe.Expect.upgraded;
import static io.parley.probe.ExpectSubprotocol.firstOffered;
import static io.parley.probe.ExpectSubprotocol.noSubprotocol;
import static io.parley.probe.ExpectSubprotocol.oneOfBoth;
import static io.parley.probe.ExpectSubprotocol.subprotocol;

import io.parley.probe.Capability;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Sec-WebSocket-Protocol. */
final class Rfc6455_11_3_4_SecWebSocketProtocol {
  private static final String FIELD = "Sec-WebSocket-Protocol";

  private Rfc6455_11_3_4_SecWebSocketProtocol() {}

  static Section section() {
    return two(one(unknown(Section.of("rfc6455", "11.3.4", "Sec-WebSocket-Protocol"))));
  }

  private static Section unknown(Section section) {
    return section
        .should(
            "offer a subprotocol nobody speaks",
            "not choose it",
            protocols(ServerFacts.UNKNOWN_SUBPROTOCOL),
            noSubprotocol())
        .must(
            "offer two nobody speaks",
            "choose one at most",
            protocols("x-parley-a, x-parley-b"),
            offeredSubprotocol())
        .should(
            "offer two nobody speaks, in two lines",
            "choose none",
            Rfc6455_11_3_4_SecWebSocketProtocol::unknownLines,
            noSubprotocol());
  }

  private static Section one(Section section) {
    return section
        .needing(Capability.SUBPROTOCOL)
        .must("offer one that they speak", "choose it", spoken("%s"), upgraded().and(subprotocol()))
        .should(
            "offer it behind an unknown one",
            "choose it",
            spoken("x-parley-a, %s"),
            upgraded().and(subprotocol()))
        .should(
            "offer it before an unknown one",
            "choose it",
            spoken("%s, x-parley-a"),
            upgraded().and(subprotocol()))
        .should(
            "offer it in a second line",
            "choose it",
            Rfc6455_11_3_4_SecWebSocketProtocol::secondLine,
            upgraded().and(subprotocol()))
        .should(
            "put empty elements around it",
            "choose it",
            spoken(", ,%s ,"),
            upgraded().and(subprotocol()))
        .should(
            "offer it without white space",
            "choose it",
            spoken("x-parley-a,%s,x-parley-b"),
            upgraded().and(subprotocol()))
        .must(
            "offer it in the other case",
            "compare exactly",
            Rfc6455_11_3_4_SecWebSocketProtocol::otherCase,
            offeredSubprotocol().and(noSubprotocol()))
        .must(
            "offer the beginning of its name",
            "compare exactly",
            spoken("%s-x"),
            offeredSubprotocol().and(noSubprotocol()))
        .must("offer no subprotocol", "choose none", r -> r, upgraded().and(noSubprotocol()));
  }

  private static Section two(Section section) {
    return section
        .needing(Capability.TWO_SUBPROTOCOLS)
        .must(
            "offer two that they speak", "choose one", both("%s, %s"), upgraded().and(oneOfBoth()))
        .must(
            "offer two in two lines",
            "choose one",
            Rfc6455_11_3_4_SecWebSocketProtocol::bothLines,
            upgraded().and(oneOfBoth()))
        .best(
            "offer two that they speak",
            "choose our first",
            both("%2$s, %1$s"),
            upgraded().and(firstOffered()))
        .best(
            "offer them the other way round",
            "choose our first",
            both("%1$s, %2$s"),
            upgraded().and(firstOffered()));
  }

  private static UnaryOperator<ProbeRequest> protocols(String value) {
    return r -> r.with(FIELD, value);
  }

  private static BiFunction<ServerFacts, ProbeRequest, Script> spoken(String pattern) {
    return (serverFacts, r) ->
        Script.of(r.with(FIELD, String.format(pattern, serverFacts.subprotocol())));
  }

  private static BiFunction<ServerFacts, ProbeRequest, Script> both(String pattern) {
    return (serverFacts, r) ->
        Script.of(
            r.with(
                FIELD,
                String.format(pattern, serverFacts.subprotocol(), serverFacts.otherSubprotocol())));
  }

  private static ProbeRequest unknownLines(ProbeRequest plain) {
    return plain.with(FIELD, "x-parley-a").and(FIELD, "x-parley-b");
  }

  private static Script secondLine(ServerFacts serverFacts, ProbeRequest plain) {
    return Script.of(plain.with(FIELD, "x-parley-a").and(FIELD, serverFacts.subprotocol()));
  }

  private static Script bothLines(ServerFacts serverFacts, ProbeRequest plain) {
    return Script.of(
        plain.with(FIELD, serverFacts.subprotocol()).and(FIELD, serverFacts.otherSubprotocol()));
  }

  private static Script otherCase(ServerFacts serverFacts, ProbeRequest plain) {
    String name = serverFacts.subprotocol();
    String upper = name.toUpperCase(Locale.ROOT);
    return Script.of(plain.with(FIELD, upper.equals(name) ? name.toLowerCase(Locale.ROOT) : upper));
  }
}
