package io.parley.probe.section;

import static io.parley.probe.ExpectDeflate.declined;
import static io.parley.probe.ExpectDeflate.echoed;
import static io.parley.probe.ExpectDeflate.serverResets;

import io.parley.probe.Deflate;
import io.parley.probe.Facts;
import io.parley.probe.Frame;
import io.parley.probe.Need;
import io.parley.probe.Request;
import io.parley.probe.Script;
import io.parley.probe.Section;
import java.util.function.UnaryOperator;

/** The server_no_context_takeover Parameter. */
final class Rfc7692Section7111 {
  private static final String FIELD = "Sec-WebSocket-Extensions";

  private static final String TEXT = "parley parley parley";

  private Rfc7692Section7111() {}

  static Section section() {
    return Section.of("rfc7692", "7.1.1.1", "The server_no_context_takeover Parameter")
        .needing(Need.DEFLATE)
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
            Rfc7692Section7111::twice,
            echoed(TEXT))
        .should("ask for it", "promise it", offer("; server_no_context_takeover"), serverResets());
  }

  private static UnaryOperator<Request> offer(String parameters) {
    return r -> r.with(FIELD, "permessage-deflate" + parameters);
  }

  private static Script twice(Facts facts, Request plain) {
    Frame message = Frame.compressed(Deflate.compress(TEXT));
    return Script.of(offer("; server_no_context_takeover").apply(plain))
        .frames(message, message, Frame.ping("behind"))
        .ponged(1, 2);
  }
}
