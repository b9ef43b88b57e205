package io.parley.probe.section;

import static io.parley.probe.ExpectDeflate.agreed;
import static io.parley.probe.ExpectDeflate.declined;
import static io.parley.probe.ExpectDeflate.echoed;

import io.parley.probe.Capability;
import io.parley.probe.DeflateCodec;
import io.parley.probe.Frame;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.util.function.UnaryOperator;

/** The client_no_context_takeover Parameter. */
final class Rfc7692_7_1_1_2_ClientNoContextTakeover {
  private static final String FIELD = "Sec-WebSocket-Extensions";

  private static final String TEXT = "parley parley parley";

  private Rfc7692_7_1_1_2_ClientNoContextTakeover() {}

  static Section section() {
    return Section.of("rfc7692", "7.1.1.2", "The client_no_context_takeover Parameter")
        .needing(Capability.DEFLATE)
        .must(
            "hint at it",
            "agree or decline",
            offer("; client_no_context_takeover"),
            declined().or(agreed()))
        .must("give it a value", "decline", offer("; client_no_context_takeover=1"), declined())
        .must(
            "hint at it and keep to it",
            "read us",
            Rfc7692_7_1_1_2_ClientNoContextTakeover::twice,
            echoed(TEXT))
        .should("hint at it", "agree", offer("; client_no_context_takeover"), agreed());
  }

  private static UnaryOperator<ProbeRequest> offer(String parameters) {
    return r -> r.with(FIELD, "permessage-deflate" + parameters);
  }

  private static Script twice(ServerFacts serverFacts, ProbeRequest plain) {
    Frame message = Frame.compressed(DeflateCodec.compress(TEXT));
    return Script.of(offer("; client_no_context_takeover").apply(plain))
        .frames(message, message, Frame.ping("behind"))
        .ponged(1, 2);
  }
}
