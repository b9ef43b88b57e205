package io.parley.probe.section;

import static io.parley.probe.ExpectDeflate.agreed;
import static io.parley.probe.ExpectDeflate.declined;
import static io.parley.probe.ExpectDeflate.echoed;

import io.parley.probe.Deflate;
import io.parley.probe.Facts;
import io.parley.probe.Frame;
import io.parley.probe.Need;
import io.parley.probe.Request;
import io.parley.probe.Script;
import io.parley.probe.Section;
import java.util.function.UnaryOperator;

/** The client_no_context_takeover Parameter. */
final class Rfc7692Section7112 {
  private static final String FIELD = "Sec-WebSocket-Extensions";

  private static final String TEXT = "parley parley parley";

  private Rfc7692Section7112() {}

  static Section section() {
    return Section.of("rfc7692", "7.1.1.2", "The client_no_context_takeover Parameter")
        .needing(Need.DEFLATE)
        .must(
            "hint at it",
            "agree or decline",
            offer("; client_no_context_takeover"),
            declined().or(agreed()))
        .must("give it a value", "decline", offer("; client_no_context_takeover=1"), declined())
        .must("hint at it and keep to it", "read us", Rfc7692Section7112::twice, echoed(TEXT))
        .should("hint at it", "agree", offer("; client_no_context_takeover"), agreed());
  }

  private static UnaryOperator<Request> offer(String parameters) {
    return r -> r.with(FIELD, "permessage-deflate" + parameters);
  }

  private static Script twice(Facts facts, Request plain) {
    Frame message = Frame.compressed(Deflate.compress(TEXT));
    return Script.of(offer("; client_no_context_takeover").apply(plain))
        .frames(message, message, Frame.ping("behind"))
        .ponged(1, 2);
  }
}
