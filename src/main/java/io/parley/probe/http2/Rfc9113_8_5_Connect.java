package io.parley.probe.http2;

import static io.parley.probe.http2.ConnectionScript.asking;
import static io.parley.probe.http2.ExpectStream.malformed;
import static io.parley.probe.http2.ExpectStream.refusedOrReset;

import io.parley.probe.Capability;
import io.parley.probe.Section;

/** The CONNECT Method. */
final class Rfc9113_8_5_Connect {
  private Rfc9113_8_5_Connect() {}

  static Section section() {
    return Section.of("rfc9113", "8.5", "The CONNECT Method")
        .exploredBy(TunnelExplorer.OF_TUNNELS)
        .needingOnly(Capability.EXTENDED_CONNECT)
        .must(
            "send CONNECT with :scheme and :path, and without :protocol",
            "treat it as malformed",
            asking(r -> r.without(":protocol")),
            malformed())
        .must(
            "send CONNECT with :authority alone",
            "not take it for a WebSocket",
            asking(r -> r.without(":protocol").without(":scheme").without(":path")),
            refusedOrReset());
  }
}
