package io.parley.tool;

import io.parley.guard.Decision;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A Jetty on a free port of the loopback that serves annotated endpoints without a guard: each
 * session is given what a guard would have decided.
 */
public final class EndpointServer implements AutoCloseable {
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  /** An endpoint's class and the service that its decisions carry. */
  public record Route(Class<?> endpoint, Object service) {}

  /**
   * Starts a server.
   *
   * @param routes by path; {@code /chat/{room}} is the one template that is understood
   */
  public EndpointServer(Map<String, Route> routes) throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    JakartaWebSocketServletContainerInitializer.configure(context, null);
    context.addServlet(new ServletHolder(new Upgrade(routes)), "/*");
    server.setHandler(context);
    server.start();
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

  private static final class Upgrade extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final String ROOMS = "/chat/";

    private final transient Map<String, Route> routes;
    private final transient AtomicInteger count = new AtomicInteger();

    Upgrade(Map<String, Route> routes) {
      this.routes = routes;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      String path = request.getRequestURI();
      boolean room = path.startsWith(ROOMS);
      Map<String, String> parameters =
          room
              ? Map.of(
                  "room", URLDecoder.decode(path.substring(ROOMS.length()), StandardCharsets.UTF_8))
              : Map.of();
      Route route = routes.get(room ? ROOMS + "{room}" : path);
      ServerEndpointConfig config =
          ServerEndpointConfig.Builder.create(route.endpoint(), path).build();
      config
          .getUserProperties()
          .put(
              Decision.class.getName(),
              new Decision(
                  "h" + count.incrementAndGet(), "127.0.0.1", parameters, route.service()));
      try {
        container().upgradeHttpToWebSocket(request, response, config, Map.of());
      } catch (DeploymentException e) {
        throw new ServletException(e);
      }
    }

    private ServerContainer container() {
      return (ServerContainer) getServletContext().getAttribute(ServerContainer.class.getName());
    }
  }
}
