package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.Nginx;
import io.parley.probe.strict.StrictServer;
import io.parley.tool.AnsweringServer;
import io.parley.tool.RunningParley;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real nginx in front of the server, set up wrongly. */
class DoctorProxyIT {
  private static final String PROXY = "upgrade: a proxy between";
  private static final String[] RIGHT = {
    "proxy_http_version 1.1;",
    "proxy_set_header Upgrade $http_upgrade;",
    "proxy_set_header Connection \"upgrade\";",
    "proxy_set_header Host $http_host;"
  };

  @TempDir private Path folder;

  @BeforeAll
  static void requireNginx() {
    boolean required = "required".equals(System.getenv("TEST_NGINX"));
    Assumptions.assumeTrue(Nginx.program().isPresent() || required, "nginx is not installed");
  }

  private static String[] with(String line) {
    return new String[] {RIGHT[0], RIGHT[1], RIGHT[2], RIGHT[3], line};
  }

  @Test
  void aRightProxyGetsThrough() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0");
        Nginx nginx = Nginx.start(folder, "127.0.0.1:" + parley.port(0), RIGHT)) {
      Doctored doctored = Doctored.of(nginx.url(), "--message-size", "60000");
      assertThat(doctored.status()).as(doctored.out()).isZero();
      assertThat(doctored.text())
          .contains("Server: nginx", "60,000 bytes: came back", "The connection gets through.");
    }
  }

  @Test
  void theLinesThatAreMissingBeforeParleyAreNamed() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0");
        Nginx nginx = Nginx.start(folder, "127.0.0.1:" + parley.port(0))) {
      Doctored doctored = Doctored.of(nginx.url());
      assertBlamesTheLines(doctored);
      assertThat(comparable(doctored.out())).isEqualTo(comparable(documented()));
    }
  }

  /** The transcript of the documents. */
  private static String documented() throws Exception {
    String document = Files.readString(Path.of("src/site/markdown/doctor.md"));
    return "\n" + document.replaceFirst("(?s).*?```text\n", "").replaceFirst("(?s)```.*", "");
  }

  private static String comparable(String transcript) {
    return transcript
        .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT")
        .replaceAll("\\d+ ms", "N ms")
        .replaceAll("nginx/[\\d.]+", "nginx/N");
  }

  /** One line is missing of the three. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void eachLineThatIsMissingIsNamed(int missing) throws Exception {
    String[] lines = RIGHT.clone();
    lines[missing] = "";
    try (RunningParley parley = RunningParley.start("--port", "0");
        Nginx nginx = Nginx.start(folder, "127.0.0.1:" + parley.port(0), lines)) {
      assertBlamesTheLines(Doctored.of(nginx.url()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 426 Upgrade Required\r\nContent-Length: 16\r\n\r\nUpgrade Required",
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 11\r\n\r\nBad Request",
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nokay"
      })
  void theLinesThatAreMissingBeforeAnotherServerAreNamed(String plain) throws Exception {
    try (AnsweringServer server =
            AnsweringServer.start(
                head -> head.contains("Upgrade: ") ? "HTTP/1.1 101 X\r\n\r\n" : plain);
        Nginx nginx = Nginx.start(folder, "127.0.0.1:" + server.port())) {
      assertBlamesTheLines(Doctored.of(nginx.url()));
    }
  }

  private static void assertBlamesTheLines(Doctored doctored) {
    assertThat(doctored.verdict()).as(doctored.out()).isEqualTo(PROXY);
    assertThat(doctored.out())
        .contains("    nginx:\n      proxy_http_version 1.1;\n")
        .contains("proxy_set_header Upgrade $http_upgrade;")
        .contains("proxy_set_header Connection \"upgrade\";")
        .doesNotContain("HAProxy");
  }

  @Test
  void aTimeoutOfOneSecondIsFound() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0");
        Nginx nginx =
            Nginx.start(folder, "127.0.0.1:" + parley.port(0), with("proxy_read_timeout 1s;"))) {
      Doctored doctored = Doctored.of(nginx.url(), "--wait", "8");
      assertThat(doctored.verdict()).as(doctored.out()).isEqualTo("idle time: a proxy between");
      assertThat(doctored.text())
          .containsPattern("closed after [12]\\.\\d s without a close frame")
          .contains("proxy_read_timeout 1h;", "--ping 25s");
    }
  }

  @Test
  void aServerThatIsDeadBehindTheProxyIsFound() throws Exception {
    try (Nginx nginx = Nginx.start(folder, "127.0.0.1:1", RIGHT)) {
      Doctored doctored = Doctored.of(nginx.url());
      assertThat(doctored.verdict()).isEqualTo(PROXY);
      assertThat(doctored.text())
          .contains("does not reach the server behind it (502)", "proxy_pass http://127.0.0.1");
    }
  }

  @Test
  void aServerThatIsSlowBehindTheProxyIsFound() throws Exception {
    try (AnsweringServer server = AnsweringServer.start(head -> null);
        Nginx nginx =
            Nginx.start(folder, "127.0.0.1:" + server.port(), with("proxy_read_timeout 300ms;"))) {
      Doctored doctored = Doctored.of(nginx.url());
      assertThat(doctored.verdict()).isEqualTo(PROXY);
      assertThat(doctored.text()).contains("(504)", "look why it is slow");
    }
  }

  @Test
  void aHostThatTheProxyReplacesIsBlamedWithTheOrigin() throws Exception {
    try (StrictServer server = StrictServer.start();
        Nginx nginx = Nginx.start(folder, server.authority(), RIGHT[0], RIGHT[1], RIGHT[2])) {
      String origin = nginx.url().replaceFirst("ws", "http").replaceFirst("/echo", "");
      Doctored doctored = Doctored.of(nginx.url(), "--origin", origin);
      assertThat(doctored.verdict()).isEqualTo("upgrade: a proxy between");
      assertThat(doctored.text()).contains("proxy_set_header Host $http_host;");
    }
  }

  @Test
  void aSubprotocolThatTheProxyTakesOutIsFound() throws Exception {
    try (StrictServer server = StrictServer.start();
        Nginx nginx =
            Nginx.start(
                folder,
                server.authority(),
                with("proxy_set_header Sec-WebSocket-Protocol \"\";"))) {
      Doctored doctored = Doctored.of(nginx.url(), "--subprotocol", "soap");
      assertThat(doctored.verdict()).isEqualTo("subprotocol: the client's request");
      assertThat(doctored.text()).contains("$http_sec_websocket_protocol;");
    }
  }

  /** The server compresses, and the client is not told. */
  @Test
  void anExtensionThatTheProxyHidesIsFound() throws Exception {
    try (StrictServer server = StrictServer.start();
        Nginx nginx =
            Nginx.start(
                folder, server.authority(), with("proxy_hide_header Sec-WebSocket-Extensions;"))) {
      Doctored doctored = Doctored.of(nginx.url());
      assertThat(doctored.verdict()).isEqualTo("messages: the server's application");
      assertThat(doctored.text()).contains("takes Sec-WebSocket-Extensions out of the 101");
    }
  }
}
