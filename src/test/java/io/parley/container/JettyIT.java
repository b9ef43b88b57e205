package io.parley.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.server.ServerContainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.junit.jupiter.api.Test;

/** A Jetty other than Parley's own server. */
class JettyIT extends ContainerContract {
  JettyIT() {
    super("Jetty");
  }

  private static final String SERVER_CONTAINER = ServerContainer.class.getName();

  private final List<WebAppContext> deployed = new ArrayList<>();

  private record Running(Server server, ServerConnector connector, ServerConnector http2)
      implements Container {
    @Override
    public int port() {
      return connector.getLocalPort();
    }

    @Override
    public int http2Port() {
      return http2.getLocalPort();
    }

    @Override
    public List<String> contexts() {
      return Deployment.CONTEXTS;
    }

    @Override
    public void stop() throws Exception {
      server.stop();
    }
  }

  @Override
  Container start(Path work) throws Exception {
    Server server = new Server();
    HttpConfiguration configuration = new HttpConfiguration();
    ServerConnector connector = connector(server, new HttpConnectionFactory(configuration));
    ServerConnector http2 =
        connector(
            server,
            new HttpConnectionFactory(configuration),
            new HTTP2CServerConnectionFactory(configuration));
    ContextHandlerCollection contexts = new ContextHandlerCollection();
    for (String path : Deployment.CONTEXTS) {
      WebAppContext context = new WebAppContext();
      context.setContextPath(path.isEmpty() ? "/" : path);
      context.setWar(Deployment.war().toString());
      context.setTempDirectory(work.resolve("jetty" + path.replace('/', '-')).toFile());
      context.setThrowUnavailableOnStartupException(true);
      Deployment.contextParameters().forEach(context::setInitParameter);
      contexts.addHandler(context);
      deployed.add(context);
    }
    server.setHandler(contexts);
    server.start();
    return new Running(server, connector, http2);
  }

  private static ServerConnector connector(Server server, ConnectionFactory... protocols) {
    ServerConnector connector = new ServerConnector(server, protocols);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    return connector;
  }

  /** One that gets it only once it is open is closed by Tyrus now and then. */
  @Test
  void aSessionBeginsWithItsIdleTimeout() {
    assertThat(deployed)
        .extracting(context -> context.getServletContext().getAttribute(SERVER_CONTAINER))
        .allSatisfy(
            engine ->
                assertThat(((ServerContainer) engine).getDefaultMaxSessionIdleTimeout())
                    .isEqualTo(75_000));
  }
}
