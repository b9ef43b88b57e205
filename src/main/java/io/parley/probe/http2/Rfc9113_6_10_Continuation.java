package io.parley.probe.http2;

import static io.parley.probe.http2.ConnectionScript.connection;
import static io.parley.probe.http2.ExpectStream.accepted;

import io.parley.probe.Capability;
import io.parley.probe.Section;

/** CONTINUATION. */
final class Rfc9113_6_10_Continuation {
  private Rfc9113_6_10_Continuation() {}

  static Section section() {
    return Section.of("rfc9113", "6.10", "CONTINUATION")
        .exploredBy(TunnelExplorer.OF_TUNNELS)
        .needingOnly(Capability.EXTENDED_CONNECT)
        .must(
            "split the fields over three frames",
            "accept",
            connection(c -> c.send(Http2Frame.headers(1, c.connect()).continued(3)).answered(1)),
            accepted());
  }
}
