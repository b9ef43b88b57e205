package io.parley.server;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** HTTP/1 by {@link KeepingConnection}. */
final class KeepingConnectionFactory extends HttpConnectionFactory {
  private final TcpConnections connections;

  KeepingConnectionFactory(HttpConfiguration configuration, TcpConnections connections) {
    super(configuration);
    this.connections = connections;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    KeepingConnection connection =
        new KeepingConnection(getHttpConfiguration(), connector, endPoint, connections);
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(connection, connector, endPoint);
  }
}
