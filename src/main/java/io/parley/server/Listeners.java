package io.parley.server;

import io.parley.settings.BoundListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
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
   * Jetty accepts a wrong Host, because the application refuses it and explains why. Otherwise
   * Jetty follows RFC 9110.
   */
  private static final HttpCompliance COMPLIANCE =
      HttpCompliance.RFC9110.with(
          "PARLEY",
          Violation.DUPLICATE_HOST_HEADERS,
          Violation.UNSAFE_HOST_HEADER,
          Violation.MISMATCHED_AUTHORITY);

  /**
   * Opens the ports. Connections wait until the server starts.
   *
   * @throws ListenException for the first port that cannot be opened; none is left open then
   */
  static Listeners open(
      Server server, ListenHost listenHost, List<Integer> wanted, TcpConnections connections)
      throws IOException {
    List<ServerSocketChannel> channels = new ArrayList<>();
    try {
      List<Integer> first = new ArrayList<>();
      for (int port : wanted) {
        first.add(channels.size());
        channels.addAll(Sockets.open(listenHost, port));
      }
      List<BoundListener> all = attach(server, channels, connections);
      return new Listeners(first.stream().map(all::get).toList(), all);
    } catch (IOException e) {
      Sockets.close(channels);
      throw e;
    }
  }

  private static List<BoundListener> attach(
      Server server, List<ServerSocketChannel> channels, TcpConnections connections)
      throws IOException {
    List<BoundListener> listeners = new ArrayList<>();
    for (ServerSocketChannel channel : channels) {
      InetSocketAddress address = Sockets.bound(channel);
      ServerConnector connector =
          new FrameCheckingConnector(
              server,
              new RecordingConnectionFactory(configuration(connections.limits()), connections),
              connections);
      connector.setHost(ListenHost.bracketed(address.getAddress().getHostAddress()));
      connector.setPort(address.getPort());
      connector.addBean(connections, false);
      connector.open(channel);
      server.addConnector(connector);
      listeners.add(describe(connector, address));
    }
    return List.copyOf(listeners);
  }

  /** Describes what a connector really speaks. */
  static BoundListener describe(ServerConnector connector, InetSocketAddress address) {
    return new BoundListener(
        address.getAddress(),
        address.getPort(),
        connector.getConnectionFactory(SslConnectionFactory.class) != null,
        connector.getProtocols().stream().filter(name -> !BELOW_HTTP.contains(name)).toList());
  }

  private static HttpConfiguration configuration(ListenerLimits limits) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(limits.headerBytes());
    configuration.setSendServerVersion(false);
    configuration.setHttpCompliance(COMPLIANCE);
    return configuration;
  }
}
