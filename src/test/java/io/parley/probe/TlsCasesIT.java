package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.section.Sections;
import io.parley.probe.strict.Flaw;
import io.parley.probe.strict.StrictServer;
import io.parley.probe.transport.ConnectionState;
import io.parley.probe.transport.Connector;
import io.parley.probe.transport.ProbeConnection;
import io.parley.probe.transport.TlsOptions;
import io.parley.tool.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases over TLS: they judge a server as they do without it. */
@Timeout(120)
final class TlsCasesIT {
  @TempDir private static Path folder;

  private static TestCertificate certificate;
  private static Path authority;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.local(folder);
    authority = certificate.writeTo(folder.resolve("authority.pem"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void aServerWithoutFaultFailsNothing(String version) throws Exception {
    try (StrictServer server = StrictServer.start(socket(version))) {
      Report report = run(server, List.of());
      assertThat(report.failures())
          .extracting(each -> each.subject().address() + " " + each.caseOutcome().why())
          .isEmpty();
      assertThat(report.findings())
          .filteredOn(each -> each.caseOutcome().isSkipped())
          .extracting(each -> each.caseOutcome().why())
          .containsExactly("the answer is no 426");
    }
  }

  /** What TLS could hide: pieces, a closed half, endings, frames in the record of the head. */
  @ParameterizedTest
  @CsvSource({
    "WANTS_UPGRADE_IN_LOWER_CASE, rfc6455/4.2.1",
    "WANTS_ALL_AT_ONCE, rfc9112/2.2",
    "LOSES_EARLY_FRAMES, rfc6455/4.1",
    "STAYS_OPEN, rfc9112/9.6",
    "SENDS_TOO_LITTLE, rfc9112/6.3",
    "WAITS_FOR_EVER, rfc9112/8/2",
    "HAS_NO_PATIENCE, rfc9112/8/3",
    "IGNORES_MASKING, rfc6455/5.1",
    "DIES_OF_HALF_REQUESTS, rfc9112/8/1"
  })
  void aFlawIsFound(Flaw flaw, String section) throws Exception {
    try (StrictServer server = StrictServer.start(socket("TLSv1.3"), flaw)) {
      assertThat(run(server, List.of(section)).failures()).isNotEmpty();
    }
  }

  /** Whoever cuts the connection can cut it so: only close_notify is the server's own word. */
  @Test
  void anEndWithoutCloseNotifyIsToldApart() throws Exception {
    try (HostileServer server = HostileServer.start(TlsCasesIT::answerAndCut)) {
      ProbeTarget target = ProbeTarget.parse(server.url().replace("ws:", "wss:"));
      Report report =
          Probe.run(options(target, List.of("rfc6455/4.2.2/1")), Sections.all(), f -> {});
      assertThat(report.findings().get(0).exchange().connectionState())
          .isEqualTo(ConnectionState.TRUNCATED);
    }
  }

  /** A record that was changed on the way ends the connection, and the report says so. */
  @Test
  void aDamagedRecordIsToldApart() throws Exception {
    try (HostileServer server = HostileServer.start(TlsCasesIT::answerAndDamage)) {
      CaseResult result = plain(server);
      assertThat(result.exchange().connectionState()).isEqualTo(ConnectionState.TLS_FAILED);
      assertThat(result.caseOutcome().why()).startsWith("no HTTP answer, but octets: TLS failed: ");
    }
  }

  @Test
  void keepsABoundedPartOfAnEndlessAnswer() throws Exception {
    try (HostileServer server = HostileServer.start(TlsCasesIT::flood)) {
      CaseResult result = plain(server);
      assertThat(result.exchange().connectionState()).isEqualTo(ConnectionState.OVERFLOWED);
      assertThat(result.exchange().received()).hasSize(ProbeConnection.MAX_ANSWER);
    }
  }

  private static CaseResult plain(HostileServer server) throws IOException {
    ProbeTarget target = ProbeTarget.parse(server.url().replace("ws:", "wss:"));
    ServerFacts facts = ServerFacts.assumed(options(target, List.of()));
    Case first = Sections.all().get(2).cases().get(0);
    assertThat(first.address()).hasToString("rfc6455/4.2.2/1");
    return first.play(facts, Discovery.locate(facts.options()));
  }

  private static void answerAndDamage(Socket peer) throws IOException {
    SSLSocket tls = (SSLSocket) layer().createSocket(peer, InputStream.nullInputStream(), false);
    HostileServer.say(tls, "HTTP/1.1 404 Not");
    HostileServer.say(peer, "\u0017\u0003\u0003\u0000 " + "x".repeat(32));
  }

  private static void flood(Socket peer) throws IOException {
    SSLSocket tls = (SSLSocket) layer().createSocket(peer, InputStream.nullInputStream(), false);
    for (int i = 0; i < 1000; i++) {
      HostileServer.say(tls, "x".repeat(64 * 1024));
    }
  }

  private static void answerAndCut(Socket peer) throws IOException {
    SSLSocket tls = (SSLSocket) layer().createSocket(peer, InputStream.nullInputStream(), false);
    HostileServer.say(tls, "HTTP/1.1 404 Not Found\r\n\r\nhalf");
    peer.shutdownOutput();
  }

  private static SSLSocketFactory layer() throws IOException {
    try {
      return certificate.server().getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static ServerSocket socket(String version) throws Exception {
    SSLServerSocket socket =
        (SSLServerSocket)
            certificate
                .server()
                .getServerSocketFactory()
                .createServerSocket(0, 200, InetAddress.getLoopbackAddress());
    socket.setEnabledProtocols(new String[] {version});
    return socket;
  }

  private static Report run(StrictServer server, List<String> only) throws IOException {
    return Probe.run(
        options(ProbeTarget.parse(server.url()), only), Sections.all(), caseResult -> {});
  }

  private static ProbeOptions options(ProbeTarget target, List<String> only) {
    return new ProbeOptions(
        target,
        List.of(),
        List.of(),
        List.of("soap", "wamp"),
        Duration.ofSeconds(2),
        4,
        only,
        true,
        new Connector(
            new TlsOptions(Optional.of(authority), false, Optional.empty()), Optional.empty()));
  }
}
