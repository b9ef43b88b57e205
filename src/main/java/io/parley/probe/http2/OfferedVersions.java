package io.parley.probe.http2;

import io.parley.probe.Probe;
import io.parley.probe.ProbeOptions;
import io.parley.probe.ScriptRunner;
import io.parley.probe.ServerFacts;
import io.parley.probe.WireProtocol;
import io.parley.probe.transport.ConnectionState;
import io.parley.probe.transport.ProbeConnection;
import io.parley.probe.transport.Transport;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Over which versions of HTTP a server offers WebSockets. At least one is true. */
public record OfferedVersions(boolean http1, boolean http2) {
  private static final int ENABLE_CONNECT_PROTOCOL = 8;

  /**
   * Asks the server. Over TLS it offers HTTP/2 where ALPN chooses it and SETTINGS permit extended
   * CONNECT. Without TLS a client cannot ask, so that HTTP/1.1 is assumed.
   *
   * @throws IOException if the server cannot be reached
   */
  public static OfferedVersions of(ProbeOptions options) throws IOException {
    if (!options.probeTarget().secure()) {
      return new OfferedVersions(true, false);
    }
    Transport transport = Probe.reach(options);
    boolean http2 = permitsTunnels(options, transport);
    return new OfferedVersions(!http2 || choosesHttp1(options, transport), http2);
  }

  private static boolean permitsTunnels(ProbeOptions options, Transport transport)
      throws IOException {
    ServerFacts plain = new ServerFacts(options, Set.of(), List.of());
    ServerFrames server =
        ServerFrames.read(
            ScriptRunner.play(ConnectionScript.begin(plain).script(), transport, options.timeout())
                .received());
    return server.isHttp2() && server.settings(ENABLE_CONNECT_PROTOCOL).contains(1L);
  }

  private static boolean choosesHttp1(ProbeOptions options, Transport transport)
      throws IOException {
    Transport offering = transport.offering(List.of(WireProtocol.HTTP_1_1.alpn()));
    try (ProbeConnection probeConnection = ProbeConnection.open(offering, options.timeout())) {
      return probeConnection.ending() == ConnectionState.OPEN;
    }
  }
}
