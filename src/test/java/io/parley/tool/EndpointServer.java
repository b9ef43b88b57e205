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
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.security.Credential;

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
    return guarded(new ServletContextHandler(), guard, endpoints);
  }

  /** Endpoints behind a guard, in a container that asks for a name and a password (RFC 7617). */
  public static EndpointServer withLogin(
      Guard guard, String name, String password, Class<?>... endpoints) throws Exception {
    UserStore users = new UserStore();
    users.addUser(name, Credential.getCredential(password), new String[] {"user"});
    HashLoginService logins = new HashLoginService("test");
    logins.setUserStore(users);
    ConstraintMapping all = new ConstraintMapping();
    all.setPathSpec("/*");
    all.setConstraint(Constraint.ANY_USER);
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    security.setAuthenticator(new BasicAuthenticator());
    security.setLoginService(logins);
    security.addConstraintMapping(all);
    ServletContextHandler context = new ServletContextHandler();
    context.setSecurityHandler(security);
    return guarded(context, guard, endpoints);
  }

  private static EndpointServer guarded(
      ServletContextHandler context, Guard guard, Class<?>... endpoints) throws Exception {
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
