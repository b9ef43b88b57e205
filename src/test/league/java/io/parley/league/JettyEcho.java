package io.parley.league;

import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty as it comes. */
final class JettyEcho {
  private JettyEcho() {}

  public static void main(String[] arguments) throws Exception {
    Server server = new Server();
    HttpConfiguration configuration = new HttpConfiguration();
    ServerConnector connector =
        new ServerConnector(server, new HttpConnectionFactory(configuration));
    if (List.of(arguments).contains(Entrant.HTTP_2)) {
      connector.addConnectionFactory(new HTTP2CServerConnectionFactory(configuration));
    }
    connector.setHost("localhost");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    JakartaWebSocketServletContainerInitializer.configure(
        context,
        (servlets, sockets) -> {
          sockets.addEndpoint(Echo.class);
          sockets.addEndpoint(Chat.class);
        });
    server.setHandler(context);
    server.start();
    Ready.at(connector.getLocalPort());
  }
}
