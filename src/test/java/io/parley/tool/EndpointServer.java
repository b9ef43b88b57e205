package io.parley.tool;

import io.parley.guard.Guard;
import io.parley.guard.HandshakeFilter;
import io.parley.guard.Route;
import io.parley.handshake.AdmissionStatus;
import io.parley.handshake.Policy;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A Jetty on a free port of the loopback that serves annotated endpoints and nothing else. */
public final class EndpointServer implements AutoCloseable {
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  private EndpointServer(ServletContextHandler context, List<Class<?>> endpoints) throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    JakartaWebSocketServletContainerInitializer.configure(
        context,
        (servlets, container) -> {
          for (Class<?> endpoint : endpoints) {
            container.addEndpoint(endpoint);
          }
        });
    server.setHandler(context);
    server.start();
  }

  /** Endpoints whose Configurators are on their own. */
  public static EndpointServer unguarded(Class<?>... endpoints) throws Exception {
    return new EndpointServer(new ServletContextHandler(), List.of(endpoints));
  }

  /** Endpoints behind a guard with these routes. */
  public static EndpointServer guarded(List<Route> routes, Class<?>... endpoints) throws Exception {
    return guarded(new Guard(Policy.DEFAULT, routes, address -> AdmissionStatus.FREE), endpoints);
  }

  /** Endpoints behind a guard. */
  public static EndpointServer guarded(Guard guard, Class<?>... endpoints) throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    context.addEventListener(
        new ServletContextListener() {
          @Override
          public void contextInitialized(ServletContextEvent event) {
            HandshakeFilter.register(event.getServletContext(), guard);
          }
        });
    return new EndpointServer(context, List.of(endpoints));
  }

  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server does not stop", e);
    }
  }
}
