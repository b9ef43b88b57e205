package io.parley.probe.section;

import static io.parley.probe.Expect.status;
import static io.parley.probe.Expect.upgraded;

import io.parley.probe.Section;

/** Obsolete Line Folding. */
final class Rfc9112_5_2_ObsoleteLineFolding {
  private Rfc9112_5_2_ObsoleteLineFolding() {}

  static Section section() {
    return Section.of("rfc9112", "5.2", "Obsolete Line Folding")
        .must(
            "fold the line of the version",
            "say 400, or unfold it",
            r -> r.with("Sec-WebSocket-Version", "\r\n 13"),
            status(400).or(upgraded()))
        .must(
            "fold a line in the middle",
            "say 400, or unfold it",
            r -> r.and("X-Parley", "a\r\n\tb"),
            status(400).or(upgraded()));
  }
}
