package io.parley.probe.section;

import static io.parley.probe.Expect.refused;
import static io.parley.probe.Expect.switching;
import static io.parley.probe.ExpectHttp.absent;

import io.parley.probe.Section;

/** Transfer-Encoding. */
final class Rfc9112_6_1_TransferEncoding {
  private Rfc9112_6_1_TransferEncoding() {}

  static Section section() {
    return Section.of("rfc9112", "6.1", "Transfer-Encoding")
        .must(
            "ask plainly",
            "send no Transfer-Encoding with 101",
            r -> r,
            switching().and(absent("Transfer-Encoding")))
        .should(
            "send a coding nobody knows",
            "say 501, or refuse",
            r -> r.and("Transfer-Encoding", "parley"),
            refused())
        .should(
            "send both a length and chunks",
            "refuse",
            r ->
                r.and("Content-Length", "5")
                    .and("Transfer-Encoding", "chunked")
                    .carrying("0\r\n\r\n"),
            refused());
  }
}
