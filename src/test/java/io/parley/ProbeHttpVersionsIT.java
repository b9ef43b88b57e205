package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.http2.JettyServer;
import io.parley.probe.http2.strict.StrictTunnelServer;
import io.parley.probe.http2.strict.TunnelFlaw;
import io.parley.probe.strict.StrictServer;
import io.parley.tool.TestCertificate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over which versions of HTTP the probe command asks a server. */
@Timeout(120)
final class ProbeHttpVersionsIT {
  private static final String[] ONE_OF_EACH = {
    "--only", "rfc6455/4.2.2/1", "--only", "rfc8441/4/1"
  };

  @TempDir private static Path folder;

  private static SSLContext tls;
  private static String authority;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void makeCertificate() throws Exception {
    TestCertificate certificate = TestCertificate.local(folder);
    tls = certificate.server();
    authority = certificate.writeTo(folder.resolve("authority.pem")).toString();
  }

  @Test
  void asksOverHttp1WhereThereIsNoTls() throws IOException {
    try (StrictServer server = StrictServer.start()) {
      assertThat(run(server.url(), ONE_OF_EACH)).isZero();
    }
    assertThat(out.toString()).contains("rfc6455/4.2.2").doesNotContain("rfc8441");
  }

  @Test
  void asksOverHttp2ByPriorKnowledge() throws IOException {
    try (StrictTunnelServer server = StrictTunnelServer.start()) {
      assertThat(run(server.url(), "--http2")).isZero();
    }
    assertThat(out.toString())
        .contains("rfc8441/5        Bootstrapping the WebSocket Protocol")
        .doesNotContain("rfc6455", "failed");
  }

  @Test
  void asksOverHttp2WhereOnlySuchCasesAreNamed() throws IOException {
    try (StrictTunnelServer server = StrictTunnelServer.start()) {
      assertThat(run(server.url(), "--only", "rfc8441/4")).isZero();
    }
    assertThat(out.toString()).contains("rfc8441/4 ");
  }

  @Test
  void showsFramesAsText() throws IOException {
    try (StrictTunnelServer server = StrictTunnelServer.start(TunnelFlaw.OMITS_VERSIONS)) {
      assertThat(run(server.url(), "--only", "rfc8441/5/7", "--header", "Cookie: a=b")).isOne();
    }
    assertThat(out.toString())
        .contains(
            "      > HEADERS on stream 1\n      >   :method: CONNECT\n",
            "      >   sec-websocket-version: 25\n",
            "      >   cookie: ***\n",
            "      < SETTINGS ENABLE_CONNECT_PROTOCOL=1\n",
            "      < HEADERS on stream 1 END_STREAM\n      <   :status: 400\n",
            "saw     sec-websocket-version is absent; on stream 1 status 400, END_STREAM");
  }

  @Test
  void asksOverBothWhereItIsTold() throws Exception {
    try (JettyServer server = JettyServer.overCleartext()) {
      String url = "ws://127.0.0.1:" + server.port() + "/echo";
      assertThat(run(url, with(ONE_OF_EACH, "--http1", "--http2"))).isZero();
    }
    assertThat(out.toString()).contains("rfc6455/4.2.2", "rfc8441/4 ");
  }

  /** With both, HTTP/1.1 as well: a client that cannot do the other uses it. */
  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true"})
  void asksOverTlsOverWhatIsOffered(boolean http1, boolean http2) throws Exception {
    try (JettyServer server = JettyServer.overTls(tls, http1, http2)) {
      String url = "wss://localhost:" + server.port() + "/echo";
      assertThat(run(url, with(ONE_OF_EACH, "--cacert", authority))).isZero();
    }
    assertThat(out.toString().contains("rfc6455/4.2.2")).isEqualTo(http1);
    assertThat(out.toString().contains("rfc8441/4 ")).isEqualTo(http2);
  }

  @Test
  void failsAServerWithoutHttp2ThatIsAskedForIt() throws IOException {
    try (StrictServer server = StrictServer.start()) {
      assertThat(run(server.url(), "--http2", "--only", "rfc9113", "--timeout", "1")).isOne();
    }
    assertThat(out.toString())
        .contains("rfc9113/3.4/1", "no SETTINGS first")
        .contains("skipped  the server does not speak HTTP/2 here");
  }

  @Test
  void hasNoCaseOfTheOtherVersion() {
    assertThat(run("ws://localhost/", "--http1", "--only", "rfc8441/5")).isEqualTo(2);
    assertThat(err.toString()).startsWith("parley probe: no case lies at rfc8441/5");
  }

  @Test
  void explainsACaseFrameByFrame() {
    assertThat(run("", "--explain", "rfc8441/5/24")).isZero();
    assertThat(out.toString())
        .contains(
            "clause  RFC 8441 5  https://www.rfc-editor.org/rfc/rfc8441#section-5",
            "  > (the preface of HTTP/2)",
            "  (wait for SETTINGS)",
            "  >   :protocol: websocket",
            "  > DATA on stream 1 \"\\x89\"");
  }

  private static String[] with(String[] arguments, String... more) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private int run(String url, String... arguments) {
    List<String> all = new ArrayList<>(List.of("probe"));
    if (!url.isEmpty()) {
      all.add(url);
    }
    all.addAll(List.of(arguments));
    return Arguments.strict()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
