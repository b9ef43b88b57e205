package io.parley.probe.http2;

import static io.parley.probe.http2.ConnectionScript.socket;
import static io.parley.probe.http2.ExpectTunnel.ponged;

import io.parley.probe.Capability;
import io.parley.probe.Frame;
import io.parley.probe.Section;

/** Extending HTTP/2. */
final class Rfc9113_5_5_ExtendingHttp {
  private Rfc9113_5_5_ExtendingHttp() {}

  static Section section() {
    return Section.of("rfc9113", "5.5", "Extending HTTP/2")
        .exploredBy(TunnelExplorer.OF_TUNNELS)
        .needingOnly(Capability.EXTENDED_CONNECT)
        .must(
            "send a frame of an unknown type on an open WebSocket",
            "ignore it",
            socket(
                c ->
                    c.sendOpen(1, new Http2Frame(Http2Frame.UNKNOWN_TYPE, 0, 1, "parley"))
                        .frames(1, Frame.ping("a"))
                        .ponged(1, 1)),
            ponged("a"));
  }
}
