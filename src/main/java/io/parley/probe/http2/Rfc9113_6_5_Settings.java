package io.parley.probe.http2;

import static io.parley.probe.http2.ConnectionScript.connection;
import static io.parley.probe.http2.ConnectionScript.socket;
import static io.parley.probe.http2.ExpectStream.accepted;
import static io.parley.probe.http2.ExpectStream.server;
import static io.parley.probe.http2.ExpectTunnel.ponged;

import io.parley.probe.Capability;
import io.parley.probe.CaseOutcome;
import io.parley.probe.Frame;
import io.parley.probe.Section;

/** SETTINGS. */
final class Rfc9113_6_5_Settings {
  private static final int UNKNOWN = 0xffff;

  private Rfc9113_6_5_Settings() {}

  static Section section() {
    return Section.of("rfc9113", "6.5", "SETTINGS")
        .exploredBy(TunnelExplorer.OF_TUNNELS)
        .needingOnly(Capability.HTTP_2)
        .must(
            "send SETTINGS",
            "acknowledge them",
            connection(c -> c.until("the acknowledgement", ServerFrames::isAcknowledged)),
            server(
                "acknowledges SETTINGS",
                server -> CaseOutcome.when(server.isAcknowledged(), "there is no acknowledgement")))
        .needingOnly(Capability.EXTENDED_CONNECT)
        .must(
            "send a setting that nobody knows",
            "ignore it",
            connection(c -> c.open(1, r -> r), UNKNOWN, 7),
            accepted())
        .must(
            "send SETTINGS beside an open WebSocket",
            "acknowledge them, and go on",
            socket(
                c ->
                    c.send(Http2Frame.settings(UNKNOWN, 8))
                        .frames(1, Frame.ping("a"))
                        .ponged(1, 1)),
            ponged("a"));
  }
}
