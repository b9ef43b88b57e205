package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.strict.StrictServer;
import io.parley.tool.RunningParley;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proxy check against a real nginx. */
final class ProxyCheckIT {
  private static final String[] RIGHT = {
    "proxy_http_version 1.1;",
    "proxy_set_header Upgrade $http_upgrade;",
    "proxy_set_header Connection $connection_upgrade;",
    "proxy_set_header Host $http_host;"
  };

  @TempDir private Path folder;

  @BeforeAll
  static void requireNginx() {
    boolean required = "required".equals(System.getenv("TEST_NGINX"));
    boolean there = Nginx.program().isPresent();
    Assumptions.assumeTrue(there || required, "nginx is not installed");
  }

  @Test
  void findsNothingBehindAProxyThatPassesAll() throws Exception {
    assertThat(changes(RIGHT)).isEmpty();
  }

  @Test
  void findsThatConnectionWasStripped() throws Exception {
    List<ProxyChange> changes = changes(RIGHT[0], RIGHT[1], RIGHT[3]);
    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).what()).isEqualTo("Connection vanished or changed");
    assertThat(changes.get(0).repair())
        .contains("proxy_set_header Connection $connection_upgrade;");
  }

  @Test
  void findsThatUpgradeWasStripped() throws Exception {
    List<ProxyChange> changes = changes(RIGHT[0], RIGHT[2], RIGHT[3]);
    assertThat(changes)
        .extracting(ProxyChange::what)
        .containsExactly("Upgrade vanished or changed");
  }

  @Test
  void findsWhatTheDefaultsOfNginxDo() throws Exception {
    List<ProxyChange> changes = changes();
    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).what()).contains("vanished or changed");
    assertThat(changes.get(0).repair())
        .contains(
            "proxy_http_version 1.1;",
            "proxy_set_header Upgrade $http_upgrade;",
            "proxy_set_header Connection $connection_upgrade;");
  }

  @Test
  void findsThatTheSubprotocolWasStripped() throws Exception {
    List<ProxyChange> changes = changes(with("proxy_set_header Sec-WebSocket-Protocol \"\";"));
    assertThat(changes)
        .extracting(ProxyChange::what)
        .containsExactly("Sec-WebSocket-Protocol vanished or changed");
    assertThat(changes.get(0).repair())
        .contains("proxy_set_header Sec-WebSocket-Protocol $http_sec_websocket_protocol;");
  }

  @Test
  void findsThatTheAnswersSubprotocolWasHidden() throws Exception {
    assertThat(changes(with("proxy_hide_header Sec-WebSocket-Protocol;")))
        .extracting(ProxyChange::what)
        .containsExactly("Sec-WebSocket-Protocol vanished or changed");
  }

  @Test
  void findsThatTheExtensionWasStripped() throws Exception {
    assertThat(changes(with("proxy_set_header Sec-WebSocket-Extensions \"\";")))
        .extracting(ProxyChange::what)
        .containsExactly("Sec-WebSocket-Extensions vanished or changed");
  }

  @Test
  void findsThatTheHostWasReplaced() throws Exception {
    assertThat(changes(RIGHT[0], RIGHT[1], RIGHT[2]))
        .extracting(ProxyChange::what)
        .containsExactly("Host changed");
  }

  /** Of TLS that ended elsewhere; a Host that was right is not to blame. */
  @Test
  void findsThatTheSchemeWasReplaced() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0", "--trusted-proxy", "127.0.0.1");
        Nginx nginx =
            Nginx.start(
                folder,
                "127.0.0.1:" + parley.port(0),
                with("proxy_set_header X-Forwarded-Proto https;"))) {
      ProbeOptions options =
          ProbeOptions.of(ProbeTarget.parse("ws://127.0.0.1:" + parley.port(0) + "/echo"));
      List<ProxyChange> changes = ProxyCheck.run(options, ProbeTarget.parse(nginx.url()));
      assertThat(changes).extracting(ProxyChange::what).containsExactly("the scheme changed");
      assertThat(changes.get(0).repair()).contains("proxy_set_header X-Forwarded-Proto $scheme;");
    }
  }

  @Test
  void findsThatTheOriginWasStripped() throws Exception {
    assertThat(changes(with("proxy_set_header Origin \"\";")))
        .extracting(ProxyChange::what)
        .contains("Origin vanished or changed");
  }

  @Test
  void findsThatRefusalsLoseTheirVersion() throws Exception {
    assertThat(changes(with("proxy_hide_header Sec-WebSocket-Version;")))
        .extracting(ProxyChange::what)
        .containsExactly("Sec-WebSocket-Version vanished or changed");
  }

  @Test
  void tellsTheLinesThatRepairIt() throws Exception {
    StringWriter text = new StringWriter();
    ProxyReport.write(changes(RIGHT[0], RIGHT[1], RIGHT[3]), new PrintWriter(text));
    assertThat(text.toString())
        .contains("  Connection vanished or changed")
        .contains("saw     straight 101, through the proxy HTTP/1.1 400")
        .contains("      proxy_set_header Connection $connection_upgrade;");
  }

  private static String[] with(String line) {
    String[] lines = Arrays.copyOf(RIGHT, RIGHT.length + 1);
    lines[RIGHT.length] = line;
    return lines;
  }

  private List<ProxyChange> changes(String... lines) throws Exception {
    try (StrictServer server = StrictServer.start();
        Nginx nginx = Nginx.start(folder, server.authority(), lines)) {
      ProbeOptions plain = ProbeOptions.of(ProbeTarget.parse(server.url()));
      ProbeOptions options =
          new ProbeOptions(
              plain.probeTarget(),
              List.of(),
              List.of(),
              List.of("soap", "wamp"),
              plain.timeout(),
              1,
              List.of(),
              false);
      return ProxyCheck.run(options, ProbeTarget.parse(nginx.url()));
    }
  }
}
