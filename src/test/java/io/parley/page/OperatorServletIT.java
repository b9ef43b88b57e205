package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.ops.Counters;
import io.parley.ops.MonitoringServlets;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is registered for the operator stays the operator's on every path. */
class OperatorServletIT {
  private static final String TOKEN = "a-token-of-24-characters";

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.addEventListener(
        new ServletContextListener() {
          @Override
          public void contextInitialized(ServletContextEvent event) {
            MonitoringServlets.register(
                event.getServletContext(),
                OperatorAccess.withToken(TOKEN::equals)::protect,
                new Counters(() -> 0),
                () -> false,
                Optional.empty());
            event
                .getServletContext()
                .getServletRegistration("metrics")
                .addMapping("/prometheus/*", "*.metrics");
          }
        });
    server.setHandler(context);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private Answer ask(String method, String target, String field) throws IOException {
    try (RawClient client = new RawClient(connector.getLocalPort())) {
      String more = field.isEmpty() ? "" : field + "\r\n";
      return client.ask(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n");
    }
  }

  @Test
  void theMetricsAreProtectedOnEveryPathThatServesThem() throws IOException {
    for (String path :
        new String[] {"/metrics", "/prometheus/", "/prometheus/metrics", "/a.metrics"}) {
      assertThat(ask("GET", path, "").status()).as(path).isEqualTo(401);
      assertThat(ask("POST", path, "").status()).as(path).isEqualTo(401);
      assertThat(ask("GET", path, "Authorization: Bearer " + TOKEN + "x").content())
          .as(path)
          .doesNotContain("parley_connections");
      Answer answer = ask("GET", path, "Authorization: Bearer " + TOKEN);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.content()).contains("parley_connections");
    }
  }

  @Test
  void theHealthIsEverybodys() throws IOException {
    assertThat(ask("GET", "/health/live", "").status()).isEqualTo(200);
    assertThat(ask("GET", "/health/ready", "").status()).isEqualTo(503);
    assertThat(ask("GET", "/health", "").status()).isEqualTo(503);
  }
}
