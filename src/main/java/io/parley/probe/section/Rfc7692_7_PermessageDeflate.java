package io.parley.probe.section;

import static io.parley.probe.Expect.upgraded;
import static io.parley.probe.ExpectDeflate.agreed;
import static io.parley.probe.ExpectDeflate.declined;
import static io.parley.probe.ExpectHttp.absent;

import io.parley.probe.Capability;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Section;
import java.util.function.UnaryOperator;

/** The permessage-deflate Extension. */
final class Rfc7692_7_PermessageDeflate {
  private static final String FIELD = "Sec-WebSocket-Extensions";

  private Rfc7692_7_PermessageDeflate() {}

  static Section section() {
    return Section.of("rfc7692", "7", "The permessage-deflate Extension")
        .needing(Capability.DEFLATE)
        .must(
            "offer it plainly", "agree with valid parameters", offer(""), upgraded().and(agreed()))
        .must("offer a parameter nobody knows", "decline", offer("; x-parley"), declined())
        .must("give it a value", "decline", offer("; x-parley=1"), declined())
        .must(
            "offer client_no_context_takeover twice",
            "decline",
            offer("; client_no_context_takeover; client_no_context_takeover"),
            declined())
        .must(
            "offer server_no_context_takeover twice",
            "decline",
            offer("; server_no_context_takeover; server_no_context_takeover"),
            declined())
        .must(
            "offer client_max_window_bits twice",
            "decline",
            offer("; client_max_window_bits; client_max_window_bits=10"),
            declined())
        .must(
            "offer server_max_window_bits twice",
            "decline",
            offer("; server_max_window_bits=15; server_max_window_bits=15"),
            declined())
        .should(
            "offer x-permessage-deflate",
            "not mistake it",
            Rfc7692_7_PermessageDeflate::lookalike,
            upgraded().and(absent("Sec-WebSocket-Extensions")));
  }

  private static UnaryOperator<ProbeRequest> offer(String parameters) {
    return r -> r.with(FIELD, "permessage-deflate" + parameters);
  }

  private static ProbeRequest lookalike(ProbeRequest plain) {
    return plain.with(FIELD, "x-permessage-deflate, permessage-deflate-x");
  }
}
