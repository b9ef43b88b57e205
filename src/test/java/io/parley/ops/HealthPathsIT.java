package io.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A container that has its own health on some of the paths, as GlassFish 8 in its root context. */
class HealthPathsIT {

  private static final class ContainersHealth extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.sendError(500);
    }
  }

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    ServletHolder own = new ServletHolder(new ContainersHealth());
    context.addServlet(own, "/health");
    context.addServlet(own, "/health/ready");
    context.addServlet(own, "/health/started");
    context.addEventListener(
        new ServletContextListener() {
          @Override
          public void contextInitialized(ServletContextEvent event) {
            register(event.getServletContext());
          }
        });
    server.setHandler(context);
    server.start();
  }

  private static void register(ServletContext context) {
    MonitoringServlets.register(
        context, UnaryOperator.identity(), new Counters(() -> 0), () -> false, Optional.empty());
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private Answer ask(String method, String path) throws IOException {
    try (RawClient client = new RawClient(connector.getLocalPort())) {
      return client.ask(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
  }

  @Test
  void readinessIsParleys() throws IOException {
    for (String path : new String[] {"/health", "/health/ready", "/health/ready?a=b"}) {
      Answer answer = ask("GET", path);
      assertThat(answer.status()).as(path).isEqualTo(503);
      assertThat(answer.content()).as(path).isEqualTo("{\"status\":\"DOWN\",\"checks\":[]}");
      assertThat(answer.values("Cache-Control")).containsExactly("no-store");
      assertThat(ask("POST", path).status()).as(path).isEqualTo(405);
    }
  }

  @Test
  void livenessIsServedBesideThem() throws IOException {
    Answer answer = ask("GET", "/health/live");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.content()).isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
  }

  @Test
  void whatParleyDoesNotServeStaysTheContainers() throws IOException {
    assertThat(ask("GET", "/health/started").status()).isEqualTo(500);
  }
}
