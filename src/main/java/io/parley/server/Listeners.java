package io.parley.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The listening ports of the server, open from the start on.
 *
 * @param ports the real ones, in the order of the settings
 * @param addresses one or two for each port
 */
record Listeners(List<Integer> ports, List<InetSocketAddress> addresses) {
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
    List<ServerSocketChannel> all = new ArrayList<>();
    try {
      List<Integer> ports = new ArrayList<>();
      for (int port : wanted) {
        List<ServerSocketChannel> opened = Sockets.open(listenHost, port);
        all.addAll(opened);
        ports.add(Sockets.bound(opened.get(0)).getPort());
      }
      return new Listeners(List.copyOf(ports), attach(server, all, connections));
    } catch (IOException e) {
      Sockets.close(all);
      throw e;
    }
  }

  private static List<InetSocketAddress> attach(
      Server server, List<ServerSocketChannel> channels, TcpConnections connections)
      throws IOException {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (ServerSocketChannel channel : channels) {
      InetSocketAddress address = Sockets.bound(channel);
      ServerConnector connector =
          new FrameCheckingConnector(
              server,
              new RecordingConnectionFactory(configuration(connections.limits()), connections),
              connections.pacer());
      connector.setHost(ListenHost.bracketed(address.getAddress().getHostAddress()));
      connector.setPort(address.getPort());
      connector.addBean(connections, false);
      connector.open(channel);
      server.addConnector(connector);
      addresses.add(address);
    }
    return List.copyOf(addresses);
  }

  private static HttpConfiguration configuration(ListenerLimits limits) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(limits.headerBytes());
    configuration.setSendServerVersion(false);
    configuration.setHttpCompliance(COMPLIANCE);
    return configuration;
  }
}
