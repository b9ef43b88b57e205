package io.parley.server;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** Creates a {@link RecordingConnection} for each HTTP/1 connection. */
final class RecordingConnectionFactory extends HttpConnectionFactory {
  private final TcpConnections connections;
  private final HandshakeDecider handshakes;

  RecordingConnectionFactory(
      HttpConfiguration configuration, TcpConnections connections, HandshakeDecider handshakes) {
    super(configuration);
    this.connections = connections;
    this.handshakes = handshakes;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    RecordingConnection connection =
        new RecordingConnection(
            getHttpConfiguration(), connector, paced(connector, endPoint), connections, handshakes);
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(connection, connector, endPoint);
  }

  /** A socket is paced itself; what it carries inside TLS is not. */
  private EndPoint paced(Connector connector, EndPoint endPoint) {
    return endPoint instanceof Paced
        ? endPoint
        : new PacedStream(
            endPoint,
            PacedStream.socketOf(endPoint),
            connections.pacer(),
            connector.getScheduler());
  }
}
