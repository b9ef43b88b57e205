package io.parley.server;

import java.util.Collection;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.FlowControlStrategy;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.SettingsFrame;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;

/**
 * Creates a connection of HTTP/2, whose streams may become WebSockets (RFC 8441). Jetty limits the
 * rate of resets and of other frames that only cost (CVE-2023-44487, CVE-2025-8671).
 */
final class Http2Factory extends HTTP2CServerConnectionFactory {
  /** The protocol's name over TLS. */
  static final String SECURE = "h2";

  /** The protocol's name without TLS. */
  static final String CLEAR = "h2c";

  /** The fewest that RFC 9113 6.5.2 recommends. */
  static final int STREAMS = 100;

  /**
   * Resets and other frames that only cost, in one second of one connection. Both sides may reset
   * every stream at once: a page that is closed does that.
   */
  static final int RESETS = 256;

  /** Bytes of one stream that may arrive before they are read. */
  private static final int WINDOW = FlowControlStrategy.DEFAULT_WINDOW_SIZE;

  private final TcpConnections connections;

  /**
   * @param protocol {@link #SECURE} or {@link #CLEAR}
   */
  Http2Factory(HttpConfiguration configuration, String protocol, TcpConnections connections) {
    super(configuration, protocol);
    this.connections = connections;
    setMaxConcurrentStreams(STREAMS);
    setRateControlFactory(new WindowRateControl.Factory(RESETS));
    setInitialStreamRecvWindow(WINDOW);
    // Streams that are not read cannot use up what the others need.
    setInitialSessionRecvWindow(STREAMS * WINDOW);
    setFlowControlStrategyFactory(() -> new UnreadStreams(connections.pacer()));
  }

  @Override
  public boolean isAcceptable(String protocol, String tlsProtocol, String tlsCipher) {
    return protocol.equals(SECURE);
  }

  /** HTTP/2 begins with its preface; the upgrade from HTTP/1.1 is gone since RFC 9113. */
  @Override
  public Connection upgradeConnection(
      Connector connector,
      EndPoint endPoint,
      MetaData.Request request,
      HttpFields.Mutable response101) {
    return HttpMethod.PRI.is(request.getMethod())
        ? super.upgradeConnection(connector, endPoint, request, response101)
        : null;
  }

  @Override
  protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
    return new Listener(connector, endPoint);
  }

  private void evict(Connector connector, EndPoint endPoint) {
    connections.pacer().evicted(endPoint.getRemoteSocketAddress());
    connector.getExecutor().execute(endPoint::close);
  }

  /** Waits for a request while the connection has no stream. */
  private final class Listener extends HTTPServerSessionListener implements TcpConnections.Waiting {
    private final Connector connector;
    private final EndPoint endPoint;

    Listener(Connector connector, EndPoint endPoint) {
      super(endPoint);
      this.connector = connector;
      this.endPoint = endPoint;
    }

    @Override
    public EndPoint getEndPoint() {
      return endPoint;
    }

    @Override
    public boolean expire() {
      return false;
    }

    @Override
    public void onAccept(Session session) {
      super.onAccept(session);
      connections.opened(this);
      connections.idle(this);
      UnreadStreams.of(session).evictedBy(() -> evict(connector, endPoint));
      endPoint
          .getConnection()
          .addEventListener(
              new Connection.Listener() {
                @Override
                public void onClosed(Connection connection) {
                  connections.done(Listener.this);
                  UnreadStreams.of(session).close();
                }
              });
    }

    /** A client need not enable what only servers offer, and may disable it for itself. */
    @Override
    public void onSettings(Session session, SettingsFrame frame) {
      super.onSettings(session, frame);
      ((HTTP2Session) session).setConnectProtocolEnabled(true);
    }

    @Override
    public Stream.Listener onNewStream(Stream stream, HeadersFrame frame) {
      connections.done(this);
      return super.onNewStream(stream, frame);
    }

    @Override
    public void onClosed(Stream stream) {
      super.onClosed(stream);
      Collection<Stream> others = stream.getSession().getStreams();
      if (others.stream().allMatch(stream::equals)) {
        connections.idle(this);
      }
    }
  }
}
