package io.parley.probe.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.CaseResult;
import io.parley.probe.Probe;
import io.parley.probe.ProbeOptions;
import io.parley.probe.ProbeTarget;
import io.parley.probe.Report;
import io.parley.probe.transport.Connector;
import io.parley.probe.transport.TlsOptions;
import io.parley.tool.NodeServer;
import io.parley.tool.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How servers in use answer the cases over HTTP/2: each fault of theirs is named here. */
@Timeout(120)
class RealServersIT {
  private static final List<String> FAULTS_OF_JETTY =
      List.of(
          "rfc8441/3/6", // Resets each extended CONNECT of a client that sent the parameter with 0.
          "rfc8441/4/11", // Takes a request without :authority.
          "rfc8441/4/15", // Says 501 where no endpoint is.
          "rfc8441/5/5", // Names no version where none was asked for,
          "rfc8441/5/7", // nor where another was asked for.
          "rfc8441/5/11", // Takes the version twice.
          "rfc8441/5/14", // Takes a malformed list of subprotocols,
          "rfc8441/5/17", // and of extensions.
          "rfc9113/8.2.2/1", // Takes Upgrade, and the next three.
          "rfc9113/8.2.2/3",
          "rfc9113/8.2.2/4",
          "rfc9113/8.2.2/5");

  /** Its library drops fields that are not valid, and goes on; the rest is the echo's. */
  private static final List<String> FAULTS_OF_NODE =
      List.of(
          "rfc8441/5/14", // The echo takes a malformed list of subprotocols,
          "rfc8441/5/17", // and of extensions.
          "rfc9113/8.2.1/2",
          "rfc9113/8.2.1/3",
          "rfc9113/8.2.1/4",
          "rfc9113/8.2.1/5");

  @TempDir private static Path folder;

  @Test
  void jettyOverCleartext() throws Exception {
    try (JettyServer jetty = JettyServer.overCleartext()) {
      Report report = probe("ws://127.0.0.1:" + jetty.port() + "/echo", Connector.DIRECT);
      assertThat(failures(report)).isEqualTo(FAULTS_OF_JETTY);
    }
  }

  @Test
  void jettyOverTls() throws Exception {
    TestCertificate certificate = TestCertificate.local(folder);
    TlsOptions trust =
        new TlsOptions(
            Optional.of(certificate.writeTo(folder.resolve("authority.pem"))),
            false,
            Optional.empty());
    try (JettyServer jetty = JettyServer.overTls(certificate.server())) {
      Report report =
          probe(
              "wss://localhost:" + jetty.port() + "/echo", new Connector(trust, Optional.empty()));
      assertThat(failures(report)).isEqualTo(FAULTS_OF_JETTY);
    }
  }

  @Test
  void nodeOverCleartext() throws IOException {
    NodeServer.require();
    Process node = new ProcessBuilder("node", "src/test/league/js/http2-echo.js").start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
      String port = String.valueOf(lines.readLine()).replaceAll("\\D", "");
      Report report = probe("ws://localhost:" + port + "/echo", Connector.DIRECT);
      assertThat(failures(report)).isEqualTo(FAULTS_OF_NODE);
    } finally {
      node.destroyForcibly();
    }
  }

  private static List<String> failures(Report report) {
    return report.failures().stream().map(RealServersIT::told).toList();
  }

  private static String told(CaseResult caseResult) {
    return caseResult.subject().address().toString();
  }

  private static Report probe(String url, Connector connector) throws IOException {
    ProbeOptions options =
        new ProbeOptions(
            ProbeTarget.parse(url),
            List.of(),
            List.of(),
            List.of("soap", "wamp"),
            Duration.ofSeconds(4),
            4,
            List.of(),
            true,
            connector);
    return Probe.run(options, TunnelSections.all(), caseResult -> {});
  }
}
