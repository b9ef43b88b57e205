package io.parley.probe.http2;

import javax.net.ssl.SSLContext;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Jetty as it comes, with an echo at {@code /echo}, over HTTP/1.1 and HTTP/2. */
public final class JettyServer implements AutoCloseable {
  private final Server server = new Server();

  private JettyServer() throws Exception {
    ServletContextHandler context = new ServletContextHandler("/");
    JakartaWebSocketServletContainerInitializer.configure(
        context, (servlets, sockets) -> sockets.addEndpoint(JettyEcho.class));
    server.setHandler(context);
  }

  /** Over cleartext, to clients that know beforehand. */
  public static JettyServer overCleartext() throws Exception {
    JettyServer jetty = new JettyServer();
    HttpConfiguration configuration = new HttpConfiguration();
    jetty.start(
        new ServerConnector(
            jetty.server,
            new HttpConnectionFactory(configuration),
            new HTTP2CServerConnectionFactory(configuration)));
    return jetty;
  }

  /** Over TLS, where ALPN chooses from both. */
  public static JettyServer overTls(SSLContext tls) throws Exception {
    return overTls(tls, true, true);
  }

  /** Over TLS, with one version of HTTP or both. */
  public static JettyServer overTls(SSLContext tls, boolean http1, boolean http2) throws Exception {
    JettyServer jetty = new JettyServer();
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setSslContext(tls);
    ServerConnector connector =
        new ServerConnector(
            jetty.server, new SslConnectionFactory(factory, alpn.getProtocol()), alpn);
    if (http2) {
      connector.addConnectionFactory(new HTTP2ServerConnectionFactory(configuration));
    }
    if (http1) {
      connector.addConnectionFactory(new HttpConnectionFactory(configuration));
    }
    jetty.start(connector);
    return jetty;
  }

  private void start(ServerConnector connector) throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.start();
  }

  public int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
