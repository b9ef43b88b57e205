package io.parley.probe.http2;

import static io.parley.probe.http2.ConnectionScript.connection;
import static io.parley.probe.http2.ExpectStream.server;
import static io.parley.probe.http2.ExpectStream.stream;

import io.parley.probe.Capability;
import io.parley.probe.CaseOutcome;
import io.parley.probe.Section;

/** HTTP/2 Connection Preface. */
final class Rfc9113_3_4_ConnectionPreface {
  private Rfc9113_3_4_ConnectionPreface() {}

  static Section section() {
    return Section.of("rfc9113", "3.4", "HTTP/2 Connection Preface")
        .exploredBy(TunnelExplorer.OF_TUNNELS)
        .needingNothing()
        .must(
            "send the preface",
            "begin with SETTINGS",
            connection(c -> c),
            server("begins with SETTINGS", server -> CaseOutcome.passed()))
        .needingOnly(Capability.HTTP_2)
        .must(
            "send a request before we know their settings",
            "answer it",
            (facts, none) -> ConnectionScript.early(facts).answered(1).script(),
            stream(1, "has a final status on stream 1", of -> of.head().isPresent()));
  }
}
