package io.parley.league;

import java.net.InetSocketAddress;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty as it comes. */
final class JettyEcho {
  private JettyEcho() {}

  public static void main(String[] arguments) throws Exception {
    Server server = new Server(new InetSocketAddress("localhost", 0));
    ServletContextHandler context = new ServletContextHandler("/");
    JakartaWebSocketServletContainerInitializer.configure(
        context, (servlets, sockets) -> sockets.addEndpoint(Echo.class));
    server.setHandler(context);
    server.start();
    Ready.at(((ServerConnector) server.getConnectors()[0]).getLocalPort());
  }
}
