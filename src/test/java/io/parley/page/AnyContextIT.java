package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole WAR as a container deploys it: with the launcher in it, and below a path of its own.
 */
class AnyContextIT {
  private static final Server CONTAINER = new Server();
  private static final ServerConnector CONNECTOR = new ServerConnector(CONTAINER);

  @BeforeAll
  static void deploy(@TempDir Path work) throws Exception {
    var application = new WebAppContext();
    application.setContextPath("/talk more");
    application.setWar(RunningParley.war().toString());
    application.setTempDirectory(work.toFile());
    application.setThrowUnavailableOnStartupException(true);
    CONNECTOR.setHost("127.0.0.1");
    CONTAINER.addConnector(CONNECTOR);
    CONTAINER.setHandler(application);
    CONTAINER.start();
  }

  @AfterAll
  static void undeploy() throws Exception {
    CONTAINER.stop();
  }

  @Test
  void thePageNamesItsFilesRelatively() throws IOException {
    var page = ask("/").content();
    assertThat(page).containsPattern("href=\"page/index-[0-9a-f]{16}\\.css\"");
    var script = Pattern.compile("src=\"(page/index-[0-9a-f]{16}\\.js)\"").matcher(page);
    assertThat(script.find()).isTrue();
    assertThat(ask("/" + script.group(1)).values("Cache-Control"))
        .containsExactly("public, max-age=31536000, immutable");
    assertThat(ask("/page/chat.js").status()).isEqualTo(200);
  }

  @Test
  void thePolicyNamesTheContainersPort() throws IOException {
    assertThat(ask("/").values("Content-Security-Policy").get(0))
        .endsWith(" connect-src 'self' ws://localhost:%1$d wss://localhost:%1$d".formatted(port()));
  }

  @Test
  void whatIsNotThereLeadsToThePagesOfThisContext() throws IOException {
    assertThat(ask("/a/b/nothing").content())
        .contains("href=\"/talk%20more/\"", "href=\"/talk%20more/page/look.css\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/io/parley/Launcher.class",
        "/io/parley/",
        "/io/",
        "/io",
        "/%69o/parley/Launcher.class",
        "/io;x=y/parley/Launcher.class",
        "/page/../io/parley/Launcher.class"
      })
  void theLauncherIsNotThere(String path) throws IOException {
    var answer = ask(path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.content()).contains("Nothing is here");
  }

  @Test
  void aFolderIsNotListed() throws IOException {
    assertThat(ask("/page/").status()).isEqualTo(404);
  }

  private static Answer ask(String path) throws IOException {
    try (var client = new RawClient(port())) {
      return client.ask(
          "GET /talk%20more" + path + " HTTP/1.1\r\nHost: localhost:" + port() + "\r\n\r\n");
    }
  }

  private static int port() {
    return CONNECTOR.getLocalPort();
  }
}
