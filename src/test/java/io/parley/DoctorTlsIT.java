package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.AnsweringServer;
import io.parley.tool.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails in TLS: the certificate, the protocol, the application protocol. */
class DoctorTlsIT {
  private static final String BLAMED = "TLS: the server's TLS";
  private static final String REFUSAL = "HTTP/1.1 403 X\r\nContent-Length: 0\r\n\r\n";

  @TempDir private Path folder;

  private static AnsweringServer serve(TestCertificate certificate) throws Exception {
    return AnsweringServer.start(certificate.server(), head -> REFUSAL, "http/1.1");
  }

  private String trusting(TestCertificate certificate) throws Exception {
    return certificate.writeTo(folder.resolve("authorities.pem")).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void aRightCertificatePasses(String host) throws Exception {
    TestCertificate certificate = TestCertificate.local(folder);
    try (AnsweringServer server = serve(certificate)) {
      String url = server.url().replace("localhost", host);
      Doctored doctored = Doctored.of(url, "--cacert", trusting(certificate));
      assertThat(doctored.verdict()).isEqualTo("upgrade: the client's request");
      assertThat(doctored.text())
          .contains("ok TLS TLSv1.3, http/1.1 by ALPN", "certificate for localhost, 127.0.0.1");
    }
  }

  @Test
  void aCertificateForAnotherNameIsToBlame() throws Exception {
    TestCertificate certificate = TestCertificate.make(folder);
    try (AnsweringServer server = serve(certificate)) {
      Doctored doctored = Doctored.of(server.url(), "--cacert", trusting(certificate));
      assertThat(doctored.verdict()).isEqualTo(BLAMED);
      assertThat(doctored.text())
          .contains("The certificate is for chat.example.com, not for localhost.")
          .contains("subjectAltName lists localhost", "server_name localhost;");
    }
  }

  @Test
  void anExpiredCertificateIsToBlame() throws Exception {
    TestCertificate certificate =
        TestCertificate.make(folder, "old", "dns:localhost", "-startdate", "-9d", "-validity", "3");
    try (AnsweringServer server = serve(certificate)) {
      Doctored doctored = Doctored.of(server.url(), "--cacert", trusting(certificate));
      assertThat(doctored.verdict()).isEqualTo(BLAMED);
      assertThat(doctored.text()).contains("The certificate expired on 20", "Renew it");
    }
  }

  @Test
  void aCertificateOfTomorrowIsToBlame() throws Exception {
    TestCertificate certificate =
        TestCertificate.make(folder, "new", "dns:localhost", "-startdate", "+2d");
    try (AnsweringServer server = serve(certificate)) {
      Doctored doctored = Doctored.of(server.url(), "--cacert", trusting(certificate));
      assertThat(doctored.verdict()).isEqualTo(BLAMED);
      assertThat(doctored.text()).contains("is not valid before", "set the clock");
    }
  }

  /** Nothing is sent to a server that is not trusted: the token would be lost. */
  @Test
  void aCertificateThatSignsItselfIsToBlameAndGetsNoToken() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "a-token-of-24-characters");
    AtomicBoolean asked = new AtomicBoolean();
    try (AnsweringServer server =
        AnsweringServer.start(
            TestCertificate.local(folder).server(),
            head -> {
              asked.set(true);
              return REFUSAL;
            })) {
      Doctored doctored = Doctored.of(server.url(), "--token-file", token.toString());
      assertThat(doctored.verdict()).isEqualTo(BLAMED);
      assertThat(doctored.text()).contains("signed by itself", "--cacert FILE");
      assertThat(asked).isFalse();
    }
  }

  @Test
  void insecureGoesOnAndSaysWhy() throws Exception {
    try (AnsweringServer server = serve(TestCertificate.make(folder))) {
      Doctored doctored = Doctored.of(server.url(), "--insecure");
      assertThat(doctored.verdict()).isEqualTo("upgrade: the client's request");
      assertThat(doctored.text())
          .contains("--insecure ignores this: The certificate is for chat.example.com");
    }
  }

  @Test
  void aPortWithoutTlsIsBlamedOnTheUrl() throws Exception {
    try (AnsweringServer server = AnsweringServer.start(head -> REFUSAL)) {
      Doctored doctored = Doctored.of(server.url().replace("ws:", "wss:"), "--timeout", "2");
      assertThat(doctored.verdict()).as(doctored.out()).isEqualTo("TLS: the client's request");
      assertThat(doctored.text()).contains("Use " + server.url());
    }
  }

  @Test
  void aPortWithTlsIsBlamedOnTheUrl() throws Exception {
    try (AnsweringServer server = serve(TestCertificate.local(folder))) {
      Doctored doctored = Doctored.of(server.url().replace("wss:", "ws:"), "--timeout", "2");
      assertThat(doctored.verdict()).as(doctored.out()).isEqualTo("upgrade: the client's request");
      assertThat(doctored.text()).contains("this port speaks TLS", "Use " + server.url());
    }
  }

  @Test
  void aServerThatTakesOnlyHttpTwoIsToBlame() throws Exception {
    TestCertificate certificate = TestCertificate.local(folder);
    try (AnsweringServer server =
        AnsweringServer.start(certificate.server(), head -> REFUSAL, "h2")) {
      Doctored doctored = Doctored.of(server.url(), "--cacert", trusting(certificate));
      assertThat(doctored.verdict()).as(doctored.out()).isEqualTo(BLAMED);
      assertThat(doctored.text()).contains("speaks only HTTP/2", "alpn h2,http/1.1");
    }
  }

  @Test
  void aServerThatWantsACertificateOfTheClientIsToBlameOnTheClient() throws Exception {
    TestCertificate certificate = TestCertificate.local(folder);
    SSLContext context = certificate.server(TestCertificate.make(folder));
    try (AnsweringServer server = AnsweringServer.demanding(context, head -> REFUSAL)) {
      Doctored doctored = Doctored.of(server.url(), "--cacert", trusting(certificate));
      assertThat(doctored.verdict()).as(doctored.out()).endsWith(": the client's request");
      assertThat(doctored.text()).contains("wants a certificate of the client");
    }
  }

  @Test
  void aFileWithoutCertificatesIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("none.pem"), "nothing");
    Doctored doctored = Doctored.of("wss://localhost:1/", "--cacert", file.toString());
    assertThat(doctored.status()).isEqualTo(2);
    assertThat(doctored.err()).startsWith("parley doctor: cannot read certificates: ");
  }
}
