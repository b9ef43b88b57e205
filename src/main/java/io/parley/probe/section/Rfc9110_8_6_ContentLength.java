package io.parley.probe.section;

import static io.parley.probe.Expect.switching;
import static io.parley.probe.ExpectHttp.absent;

import io.parley.probe.Section;

/** Content-Length. */
final class Rfc9110_8_6_ContentLength {
  private Rfc9110_8_6_ContentLength() {}

  static Section section() {
    return Section.of("rfc9110", "8.6", "Content-Length")
        .must(
            "ask plainly",
            "send no Content-Length with 101",
            r -> r,
            switching().and(absent("Content-Length")));
  }
}
