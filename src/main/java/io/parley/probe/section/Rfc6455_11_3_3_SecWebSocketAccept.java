package io.parley.probe.section;

import static io.parley.probe.Expect.accept;
import static io.parley.probe.Expect.refused;
import static io.parley.probe.ExpectHttp.absent;

import io.parley.probe.Section;

/** Sec-WebSocket-Accept. */
final class Rfc6455_11_3_3_SecWebSocketAccept {
  private Rfc6455_11_3_3_SecWebSocketAccept() {}

  static Section section() {
    return Section.of("rfc6455", "11.3.3", "Sec-WebSocket-Accept")
        .must("ask plainly", "send it once", r -> r, accept())
        .best(
            "ask for version 25",
            "prove nothing in a refusal",
            r -> r.with("Sec-WebSocket-Version", "25"),
            refused().and(absent("Sec-WebSocket-Accept")));
  }
}
