package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import io.parley.tool.TestCertificate;
import io.parley.tool.TlsProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real proxy ends TLS on a port that a firewall would forward from 443: what clients send names
 * no port. The proxies have the lines of the documents.
 */
class TlsProxyIT {
  private static final String TOKEN = "a-token-of-24-characters";
  private static final String HOST = "Host: " + TestCertificate.HOST + "\r\n";
  private static final String ORIGIN = "Origin: https://" + TestCertificate.HOST + "\r\n";
  private static final String ATTEMPT =
      "GET /echo HTTP/1.1\r\n"
          + HOST
          + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  private static final String ORDER =
      "{\"method\":\"GET\",\"path\":\"/echo\",\"version\":\"HTTP/1.1\",\"fields\":[\"Host: a\"]}";

  @TempDir private Path folder;

  private static void require(TlsProxy.Kind kind) {
    boolean required = "required".equals(System.getenv("TEST_PROXIES"));
    boolean there = kind.installed().isPresent();
    Assumptions.assumeTrue(there || required, kind + " is not installed");
  }

  private Path sub(String name) throws Exception {
    return Files.createDirectory(folder.resolve(name));
  }

  @ParameterizedTest
  @EnumSource
  void aPageOnPort443IsServedMayConnectAndMayAskTheLab(TlsProxy.Kind kind) throws Exception {
    require(kind);
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    TestCertificate certificate = TestCertificate.make(folder);
    try (RunningParley parley =
            RunningParley.start(
                "--port",
                "0",
                "--trusted-proxy",
                "127.0.0.1",
                "--allow-host",
                TestCertificate.HOST,
                "--operator-token-file",
                token.toString());
        TlsProxy proxy = TlsProxy.start(kind, sub("proxy"), certificate, parley.port(0))) {
      Answer page = ask(certificate, proxy, "GET / HTTP/1.1\r\n" + HOST + "\r\n");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.value("Content-Security-Policy"))
          .contains(" wss://" + TestCertificate.HOST + " ");

      assertThat(ask(certificate, proxy, ATTEMPT + ORIGIN + "\r\n").status()).isEqualTo(101);
      String elsewhere = ATTEMPT + "Origin: http://" + TestCertificate.HOST + "\r\n\r\n";
      assertThat(ask(certificate, proxy, elsewhere).status()).isEqualTo(403);

      String lab =
          "POST /lab HTTP/1.1\r\n"
              + HOST
              + ORIGIN
              + "Authorization: Bearer "
              + TOKEN
              + "\r\nContent-Type: application/json\r\nContent-Length: "
              + ORDER.length()
              + "\r\n\r\n"
              + ORDER;
      assertThat(ask(certificate, proxy, lab).status()).isEqualTo(200);
    }
  }

  /** Bound to loopback, with no token: the proxy's visitors come from loopback too. */
  @ParameterizedTest
  @EnumSource
  void theOperatorsResourcesAreRefusedThroughIt(TlsProxy.Kind kind) throws Exception {
    require(kind);
    TestCertificate certificate = TestCertificate.make(folder);
    try (RunningParley parley =
            RunningParley.start("--port", "0", "--allow-host", TestCertificate.HOST);
        TlsProxy proxy = TlsProxy.start(kind, sub("proxy"), certificate, parley.port(0))) {
      for (String resource : List.of("GET /handshakes", "GET /metrics", "GET /lab", "POST /lab")) {
        for (String host : List.of(HOST, "Host: localhost\r\n")) {
          if (kind == TlsProxy.Kind.CADDY && !host.equals(HOST)) {
            continue; // Caddy itself serves no other host.
          }
          String request = resource + " HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n";
          assertThat(ask(certificate, proxy, request).status())
              .as(resource + " " + host.strip())
              .isIn(403, 404, 405);
        }
      }
    }
  }

  private static Answer ask(TestCertificate certificate, TlsProxy proxy, String request)
      throws Exception {
    try (RawClient client = new RawClient(certificate.connect(proxy.port()))) {
      return client.ask(request);
    }
  }
}
