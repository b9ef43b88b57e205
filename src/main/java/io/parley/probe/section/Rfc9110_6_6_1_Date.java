package io.parley.probe.section;

import static io.parley.probe.Expect.refused;
import static io.parley.probe.ExpectHttp.field;

import io.parley.probe.Section;

/** Date. */
final class Rfc9110_6_6_1_Date {
  private Rfc9110_6_6_1_Date() {}

  static Section section() {
    return Section.of("rfc9110", "6.6.1", "Date")
        .should(
            "ask for version 25",
            "date the refusal",
            r -> r.with("Sec-WebSocket-Version", "25"),
            refused().and(field("Date")))
        .should(
            "leave out the key",
            "date the refusal",
            r -> r.without("Sec-WebSocket-Key"),
            refused().and(field("Date")));
  }
}
