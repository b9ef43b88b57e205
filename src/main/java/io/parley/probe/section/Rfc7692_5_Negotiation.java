package io.parley.probe.section;

import static io.parley.probe.Expect.upgraded;
import static io.parley.probe.ExpectDeflate.agreed;
import static io.parley.probe.ExpectDeflate.declined;
import static io.parley.probe.ExpectDeflate.wentOn;

import io.parley.probe.Capability;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Section;
import java.util.function.UnaryOperator;

/** Negotiation. */
final class Rfc7692_5_Negotiation {
  private static final String FIELD = "Sec-WebSocket-Extensions";

  private Rfc7692_5_Negotiation() {}

  static Section section() {
    return Section.of("rfc7692", "5", "Negotiation")
        .needing(Capability.DEFLATE)
        .must(
            "offer it with a parameter unknown, then plain",
            "take neither or the second",
            offer("; x=1, permessage-deflate"),
            declined().or(agreed()))
        .should(
            "offer it with a parameter unknown, then plain",
            "take the second",
            offer("; x=1, permessage-deflate"),
            upgraded().and(agreed()))
        .should(
            "offer it with a window of 99, then plain",
            "take the second",
            offer("; server_max_window_bits=99, permessage-deflate"),
            upgraded().and(agreed()))
        .should(
            "offer a parameter twice, then plain",
            "take the second",
            offer("; server_no_context_takeover; server_no_context_takeover, permessage-deflate"),
            upgraded().and(agreed()))
        .should(
            "offer them in two lines",
            "take the second",
            Rfc7692_5_Negotiation::twoLines,
            upgraded().and(agreed()))
        .must(
            "offer it twice, both plain",
            "take one",
            offer(", permessage-deflate"),
            upgraded().and(agreed()))
        .should(
            "offer a parameter that nobody knows, and nothing else",
            "go on without compression",
            offer("; x=1"),
            wentOn())
        .should(
            "offer a window of 99, and nothing else",
            "go on without compression",
            offer("; server_max_window_bits=99"),
            wentOn());
  }

  private static UnaryOperator<ProbeRequest> offer(String parameters) {
    return r -> r.with(FIELD, "permessage-deflate" + parameters);
  }

  private static ProbeRequest twoLines(ProbeRequest plain) {
    return plain.with(FIELD, "permessage-deflate; x=1").and(FIELD, "permessage-deflate");
  }
}
