package io.parley.probe.section;

import static io.parley.probe.Expect.notUpgraded;
import static io.parley.probe.Expect.refused;
import static io.parley.probe.Expect.upgraded;
import static io.parley.probe.ExpectHttp.hungUp;

import io.parley.probe.Expectation;
import io.parley.probe.Section;

/** HTTP Version. */
final class Rfc9112_2_3_HttpVersion {
  private Rfc9112_2_3_HttpVersion() {}

  static Section section() {
    return Section.of("rfc9112", "2.3", "HTTP Version")
        .should("send it as HTTP/1,1", "not upgrade", r -> r.as("HTTP/1,1"), rejected())
        .should("send it as http/1.1", "not upgrade", r -> r.as("http/1.1"), rejected())
        .should("send it as HTTP/11", "not upgrade", r -> r.as("HTTP/11"), rejected())
        .should("send it as HTP/1.1", "not upgrade", r -> r.as("HTP/1.1"), rejected())
        .must("send it as HTTP/0.9", "not upgrade", r -> r.as("HTTP/0.9"), rejected())
        .best(
            "send it as HTTP/1.2",
            "accept, or refuse",
            r -> r.as("HTTP/1.2"),
            upgraded().or(refused()));
  }

  private static Expectation rejected() {
    return notUpgraded().or(hungUp());
  }
}
