package io.parley.server;

import io.parley.settings.BoundListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Server;

/** A server without the application, on a free port of this machine. */
final class TestListener {
  private TestListener() {}

  /**
   * @param handshakesWait whether the application may wait in an opening handshake
   */
  static TcpConnections connections(
      Server server, ListenerLimits limits, BooleanSupplier handshakesWait) {
    ReadPacer pacer =
        new ReadPacer(
            server,
            new ReadLimits(0, 0, Duration.ofSeconds(30)),
            true,
            Optional::empty,
            handshakesWait);
    server.addBean(pacer);
    return new TcpConnections(server, limits, pacer);
  }

  /** Opens the port before the server starts. */
  static InetSocketAddress open(
      Server server, TcpConnections connections, HandshakeDecider handshakes) throws IOException {
    List<WantedPort> any = List.of(WantedPort.clear(0));
    BoundListener listener =
        Listeners.open(server, ListenHost.of("127.0.0.1"), any, connections, handshakes)
            .all()
            .get(0);
    server.addBean(connections);
    return new InetSocketAddress(listener.address(), listener.port());
  }
}
