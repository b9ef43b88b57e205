package io.parley.probe.section;

import static io.parley.probe.Expect.status;
import static io.parley.probe.ExpectHttp.allow;

import io.parley.probe.Section;

/** 405 Method Not Allowed. */
final class Rfc9110_15_5_6_MethodNotAllowed {
  private Rfc9110_15_5_6_MethodNotAllowed() {}

  static Section section() {
    return Section.of("rfc9110", "15.5.6", "405 Method Not Allowed")
        .best(
            "send the handshake with POST",
            "say 405",
            r -> r.by("POST").and("Content-Length", "0"),
            status(405))
        .must(
            "send the handshake with POST",
            "name what is allowed, if 405",
            r -> r.by("POST").and("Content-Length", "0"),
            allow())
        .must(
            "send the handshake with DELETE",
            "name what is allowed, if 405",
            r -> r.by("DELETE").and("Content-Length", "0"),
            allow());
  }
}
