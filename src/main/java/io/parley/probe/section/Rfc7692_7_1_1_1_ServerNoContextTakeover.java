package io.parley.probe.section;

import static io.parley.probe.ExpectDeflate.declined;
import static io.parley.probe.ExpectDeflate.echoed;
import static io.parley.probe.ExpectDeflate.serverResets;

import io.parley.probe.Capability;
import io.parley.probe.DeflateCodec;
import io.parley.probe.Frame;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.util.function.UnaryOperator;

/** The server_no_context_takeover Parameter. */
final class Rfc7692_7_1_1_1_ServerNoContextTakeover {
  private static final String FIELD = "Sec-WebSocket-Extensions";

  private static final String TEXT = "parley parley parley";

  private Rfc7692_7_1_1_1_ServerNoContextTakeover() {}

  static Section section() {
    return Section.of("rfc7692", "7.1.1.1", "The server_no_context_takeover Parameter")
        .needing(Capability.DEFLATE)
        .must(
            "ask for it",
            "promise it, or decline",
            offer("; server_no_context_takeover"),
            declined().or(serverResets()))
        .must("give it a value", "decline", offer("; server_no_context_takeover=1"), declined())
        .must(
            "give it the value true",
            "decline",
            offer("; server_no_context_takeover=true"),
            declined())
        .must(
            "ask for it and send the same twice",
            "keep the promise",
            Rfc7692_7_1_1_1_ServerNoContextTakeover::twice,
            echoed(TEXT))
        .should("ask for it", "promise it", offer("; server_no_context_takeover"), serverResets());
  }

  private static UnaryOperator<ProbeRequest> offer(String parameters) {
    return r -> r.with(FIELD, "permessage-deflate" + parameters);
  }

  private static Script twice(ServerFacts serverFacts, ProbeRequest plain) {
    Frame message = Frame.compressed(DeflateCodec.compress(TEXT));
    return Script.of(offer("; server_no_context_takeover").apply(plain))
        .frames(message, message, Frame.ping("behind"))
        .ponged(1, 2);
  }
}
