package io.parley.probe.http2;

import static io.parley.probe.http2.ConnectionScript.connection;
import static io.parley.probe.http2.ConnectionScript.socket;
import static io.parley.probe.http2.ExpectStream.accepted;
import static io.parley.probe.http2.ExpectStream.server;

import io.parley.probe.Capability;
import io.parley.probe.CaseOutcome;
import io.parley.probe.Expectation;
import io.parley.probe.Frame;
import io.parley.probe.Section;
import java.util.List;

/** SETTINGS_ENABLE_CONNECT_PROTOCOL. */
final class Rfc8441_3_EnableConnectProtocol {
  private static final int PARAMETER = 8;

  private Rfc8441_3_EnableConnectProtocol() {}

  static Section section() {
    return Section.of("rfc8441", "3", "SETTINGS_ENABLE_CONNECT_PROTOCOL")
        .exploredBy(TunnelExplorer.OF_TUNNELS)
        .needingOnly(Capability.HTTP_2)
        .must("connect", "allow extended CONNECT", connection(c -> c), announced())
        .must("connect", "announce 0 or 1", connection(c -> c), zeroOrOne())
        .needingOnly(Capability.EXTENDED_CONNECT)
        .must(
            "open a WebSocket and go on",
            "not take the permission back",
            socket(c -> c.frames(1, Frame.ping("a")).ponged(1, 1).mark()),
            neverTakenBack())
        .must(
            "do not send the parameter ourselves",
            "accept",
            connection(c -> c.open(1, r -> r)),
            accepted())
        .must(
            "send the parameter with 1 ourselves",
            "accept",
            connection(c -> c.open(1, r -> r), PARAMETER, 1),
            accepted())
        .must(
            "send the parameter with 0 ourselves",
            "accept",
            connection(c -> c.open(1, r -> r), PARAMETER, 0),
            accepted());
  }

  private static Expectation announced() {
    return server(
        "announces SETTINGS_ENABLE_CONNECT_PROTOCOL with 1",
        server -> CaseOutcome.when(server.settings(PARAMETER).contains(1L), told(server)));
  }

  private static Expectation zeroOrOne() {
    return server(
        "has no other value in SETTINGS_ENABLE_CONNECT_PROTOCOL",
        server ->
            CaseOutcome.when(
                server.settings(PARAMETER).stream().allMatch(value -> value <= 1), told(server)));
  }

  private static Expectation neverTakenBack() {
    return server(
        "sends no 0 after a 1",
        server -> {
          List<Long> values = server.settings(PARAMETER);
          int first = values.indexOf(1L);
          return CaseOutcome.when(
              first >= 0 && !values.subList(first, values.size()).contains(0L), told(server));
        });
  }

  private static String told(ServerFrames server) {
    return "SETTINGS_ENABLE_CONNECT_PROTOCOL has the values " + server.settings(PARAMETER);
  }
}
