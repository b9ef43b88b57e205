package io.parley.probe.http2;

import static io.parley.probe.http2.ConnectionScript.socket;
import static io.parley.probe.http2.ExpectStream.failed;

import io.parley.probe.Capability;
import io.parley.probe.Section;

/** WINDOW_UPDATE. */
final class Rfc9113_6_9_WindowUpdate {
  private Rfc9113_6_9_WindowUpdate() {}

  static Section section() {
    return Section.of("rfc9113", "6.9", "WINDOW_UPDATE")
        .exploredBy(TunnelExplorer.OF_TUNNELS)
        .needingOnly(Capability.EXTENDED_CONNECT)
        .must(
            "add nothing to the window of an open WebSocket",
            "fail the stream or the connection",
            socket(c -> c.sendOpen(1, Http2Frame.windowUpdate(1, 0)).ended(1)),
            failed())
        .must(
            "let the window of an open WebSocket grow beyond its limit",
            "fail the stream or the connection",
            socket(c -> c.sendOpen(1, Http2Frame.windowUpdate(1, Integer.MAX_VALUE)).ended(1)),
            failed());
  }
}
