package io.parley.probe.section;

import static io.parley.probe.ExpectHttp.typed;

import io.parley.probe.Section;

/** Content-Type. */
final class Rfc9110_8_3_ContentType {
  private Rfc9110_8_3_ContentType() {}

  static Section section() {
    return Section.of("rfc9110", "8.3", "Content-Type")
        .should(
            "ask for version 25",
            "say what the refusal is",
            r -> r.with("Sec-WebSocket-Version", "25"),
            typed())
        .should(
            "leave out the key",
            "say what the refusal is",
            r -> r.without("Sec-WebSocket-Key"),
            typed());
  }
}
