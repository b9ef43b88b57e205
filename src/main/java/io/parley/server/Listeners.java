package io.parley.server;

import io.parley.settings.BoundListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;

/**
 * The listening ports of the server, open from the start on.
 *
 * @param first one for each port, in the order of the settings
 * @param all one or two for each port
 */
record Listeners(List<BoundListener> first, List<BoundListener> all) {
  /** What Jetty counts among a connector's protocols although HTTP runs on top of it. */
  private static final Set<String> BELOW_HTTP = Set.of("ssl", "alpn");

  /**
   * Opens the ports. Connections wait until the server starts.
   *
   * @throws ListenException for the first port that cannot be opened; none is left open then
   */
  static Listeners open(
      Server server,
      ListenHost listenHost,
      List<WantedPort> wanted,
      TcpConnections connections,
      HandshakeDecider handshakes)
      throws IOException {
    List<ServerSocketChannel> channels = new ArrayList<>();
    try {
      List<Integer> first = new ArrayList<>();
      List<BoundListener> all = new ArrayList<>();
      List<WantedPort> ofChannels = new ArrayList<>();
      for (WantedPort port : wanted) {
        first.add(channels.size());
        channels.addAll(Sockets.open(listenHost, port.number()));
        while (ofChannels.size() < channels.size()) {
          ofChannels.add(port);
        }
      }
      for (int i = 0; i < channels.size(); i++) {
        all.add(attach(server, channels.get(i), ofChannels.get(i), connections, handshakes));
      }
      return new Listeners(first.stream().map(all::get).toList(), List.copyOf(all));
    } catch (IOException e) {
      Sockets.close(channels);
      throw e;
    }
  }

  private static BoundListener attach(
      Server server,
      ServerSocketChannel channel,
      WantedPort port,
      TcpConnections connections,
      HandshakeDecider handshakes)
      throws IOException {
    InetSocketAddress address = Sockets.bound(channel);
    ServerConnector connector =
        new FrameCheckingConnector(server, port.factories(connections, handshakes), connections);
    connector.setHost(ListenHost.bracketed(address.getAddress().getHostAddress()));
    connector.setPort(address.getPort());
    connector.addBean(connections, false);
    connector.open(channel);
    server.addConnector(connector);
    return describe(connector, address);
  }

  /** Describes what a connector really speaks. */
  static BoundListener describe(ServerConnector connector, InetSocketAddress address) {
    return new BoundListener(
        address.getAddress(),
        address.getPort(),
        connector.getConnectionFactory(SslConnectionFactory.class) != null,
        connector.getProtocols().stream().filter(name -> !BELOW_HTTP.contains(name)).toList());
  }
}
