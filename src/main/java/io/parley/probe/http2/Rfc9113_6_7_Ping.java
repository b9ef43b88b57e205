package io.parley.probe.http2;

import static io.parley.probe.http2.ConnectionScript.socket;
import static io.parley.probe.http2.ExpectStream.server;
import static io.parley.probe.http2.ExpectStream.told;

import io.parley.probe.Capability;
import io.parley.probe.CaseOutcome;
import io.parley.probe.Section;

/** PING. */
final class Rfc9113_6_7_Ping {
  private Rfc9113_6_7_Ping() {}

  static Section section() {
    return Section.of("rfc9113", "6.7", "PING")
        .exploredBy(TunnelExplorer.OF_TUNNELS)
        .needingOnly(Capability.EXTENDED_CONNECT)
        .must(
            "send PING beside an open WebSocket",
            "acknowledge it with the same octets",
            socket(c -> c.mark()),
            server(
                "acknowledges the ping",
                server ->
                    CaseOutcome.when(server.hasPingAck(ConnectionScript.MARK), told(server, 1))));
  }
}
