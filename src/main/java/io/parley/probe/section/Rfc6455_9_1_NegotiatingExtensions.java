package io.parley.probe.section;

import static io.parley.probe.Expect.refusedOrHungUp;
import static io.parley.probe.Expect.upgraded;
import static io.parley.probe.ExpectDeflate.agreed;
import static io.parley.probe.ExpectHttp.absent;

import io.parley.probe.Capability;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Section;
import java.util.function.UnaryOperator;

/** Negotiating Extensions. */
final class Rfc6455_9_1_NegotiatingExtensions {
  private static final String FIELD = "Sec-WebSocket-Extensions";

  private Rfc6455_9_1_NegotiatingExtensions() {}

  static Section section() {
    return deflate(unknown(malformed(Section.of("rfc6455", "9.1", "Negotiating Extensions"))));
  }

  private static Section malformed(Section section) {
    return section
        .must(
            "offer an extension without a name",
            "fail the handshake",
            offer(";a"),
            refusedOrHungUp())
        .must(
            "offer a parameter without a name",
            "fail the handshake",
            offer("a;"),
            refusedOrHungUp())
        .must(
            "offer a value without a parameter",
            "fail the handshake",
            offer("a;=1"),
            refusedOrHungUp())
        .must(
            "offer a parameter without its value",
            "fail the handshake",
            offer("a;b="),
            refusedOrHungUp())
        .must("offer a name with a space", "fail the handshake", offer("a b"), refusedOrHungUp())
        .must("offer a name in quotes", "fail the handshake", offer("\"a\""), refusedOrHungUp())
        .must(
            "offer a quote that never ends",
            "fail the handshake",
            offer("a;b=\"c"),
            refusedOrHungUp())
        .must(
            "offer a quoted value that is no token",
            "fail the handshake",
            offer("a;b=\"c d\""),
            refusedOrHungUp())
        .must(
            "offer two values for one parameter",
            "fail the handshake",
            offer("a;b=c=d"),
            refusedOrHungUp())
        .must("offer extensions, but none", "fail the handshake", offer(""), refusedOrHungUp())
        .must("offer a name with a slash", "fail the handshake", offer("a/1"), refusedOrHungUp());
  }

  private static Section unknown(Section section) {
    return section
        .must(
            "offer an extension nobody knows",
            "not use it",
            offer("x-parley"),
            upgraded().and(absent("Sec-WebSocket-Extensions")))
        .must(
            "offer unknown ones with parameters",
            "not use them",
            offer("x-a; b; c=d, x-e; f=\"g\""),
            upgraded().and(absent("Sec-WebSocket-Extensions")))
        .must(
            "offer unknown ones in two lines",
            "not use them",
            Rfc6455_9_1_NegotiatingExtensions::twoLines,
            upgraded().and(absent("Sec-WebSocket-Extensions")))
        .must("put an empty element between two", "ignore it", offer("x-a, , x-b"), upgraded());
  }

  private static Section deflate(Section section) {
    return section
        .needing(Capability.DEFLATE)
        .should(
            "offer an unknown one, then deflate",
            "take deflate",
            offer("x-a, permessage-deflate"),
            upgraded().and(agreed()))
        .should(
            "offer them in two lines",
            "read both",
            Rfc6455_9_1_NegotiatingExtensions::deflateInSecondLine,
            upgraded().and(agreed()))
        .should(
            "put odd white space around",
            "read the offer",
            offer("permessage-deflate \t; \tclient_max_window_bits\t "),
            upgraded().and(agreed()));
  }

  private static UnaryOperator<ProbeRequest> offer(String value) {
    return r -> r.with(FIELD, value);
  }

  private static ProbeRequest twoLines(ProbeRequest plain) {
    return plain.with(FIELD, "x-a; b").and(FIELD, "x-c");
  }

  private static ProbeRequest deflateInSecondLine(ProbeRequest plain) {
    return plain.with(FIELD, "x-a").and(FIELD, "permessage-deflate");
  }
}
