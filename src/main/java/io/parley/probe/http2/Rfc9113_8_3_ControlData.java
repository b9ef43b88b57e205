package io.parley.probe.http2;

import static io.parley.probe.http2.ConnectionScript.asking;
import static io.parley.probe.http2.ExpectStream.malformed;

import io.parley.probe.Capability;
import io.parley.probe.Section;

/** HTTP Control Data. */
final class Rfc9113_8_3_ControlData {
  private Rfc9113_8_3_ControlData() {}

  static Section section() {
    return Section.of("rfc9113", "8.3", "HTTP Control Data")
        .exploredBy(TunnelExplorer.OF_TUNNELS)
        .needingOnly(Capability.EXTENDED_CONNECT)
        .must(
            "send a pseudo-header field that nobody knows",
            "treat it as malformed",
            asking(r -> r.opening(":parley", "a")),
            malformed())
        .must(
            "send :status",
            "treat it as malformed",
            asking(r -> r.opening(":status", "200")),
            malformed())
        .must(
            "send :method twice",
            "treat it as malformed",
            asking(r -> r.opening(":method", "CONNECT")),
            malformed())
        .must(
            "send :path behind the other fields",
            "treat it as malformed",
            asking(r -> r.without(":path").and(":path", "/")),
            malformed());
  }
}
