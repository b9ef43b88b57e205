package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import io.parley.tool.TestCertificate;
import io.parley.tool.TlsProxy;
import io.parley.tool.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real proxy ends TLS on a port that a firewall would forward from 443: what clients send names
 * no port. The proxies have the files of {@code src/site/resources/deploy}.
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

  @TempDir private static Path shared;

  /** Of all proxies. */
  private static TestCertificate certificate;

  @BeforeAll
  static void certify() throws Exception {
    certificate = TestCertificate.make(shared);
  }

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
      Answer page = ask(proxy, "GET / HTTP/1.1\r\n" + HOST + "\r\n");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.value("Content-Security-Policy"))
          .contains(" wss://" + TestCertificate.HOST + " ");

      assertThat(ask(proxy, ATTEMPT + ORIGIN + "\r\n").status()).isEqualTo(101);
      String elsewhere = ATTEMPT + "Origin: http://" + TestCertificate.HOST + "\r\n\r\n";
      assertThat(ask(proxy, elsewhere).status()).isEqualTo(403);

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
      assertThat(ask(proxy, lab).status()).isEqualTo(200);
    }
  }

  /** Bound to loopback, with no token: the proxy's visitors come from loopback too. */
  @ParameterizedTest
  @EnumSource
  void theOperatorsResourcesAreRefusedThroughIt(TlsProxy.Kind kind) throws Exception {
    require(kind);
    try (RunningParley parley =
            RunningParley.start("--port", "0", "--allow-host", TestCertificate.HOST);
        TlsProxy proxy = TlsProxy.start(kind, sub("proxy"), certificate, parley.port(0))) {
      for (String resource : List.of("GET /handshakes", "GET /metrics", "GET /lab", "POST /lab")) {
        for (String host : List.of(HOST, "Host: localhost\r\n")) {
          if (kind == TlsProxy.Kind.CADDY && !host.equals(HOST)) {
            continue; // Caddy itself serves no other host.
          }
          String request = resource + " HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n";
          assertThat(ask(proxy, request).status())
              .as(resource + " " + host.strip())
              .isIn(403, 404, 405);
        }
      }
    }
  }

  private RunningParley behind(String... more) throws Exception {
    List<String> options =
        new ArrayList<>(
            List.of("--port", "0", "--trusted-proxy", "127.0.0.1", "--journal", "1000"));
    options.addAll(List.of("--allow-host", TestCertificate.HOST));
    options.addAll(List.of(more));
    return RunningParley.start(options.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource(names = "CADDY", mode = EnumSource.Mode.EXCLUDE) // Caddy redirects by itself.
  void theOtherPortSendsBrowsersToTls(TlsProxy.Kind kind) throws Exception {
    require(kind);
    try (RunningParley parley = behind();
        TlsProxy proxy = TlsProxy.start(kind, sub("proxy"), certificate, parley.port(0));
        RawClient client = new RawClient(proxy.plainPort())) {
      Answer answer = client.ask("GET /chat/tea?a=b HTTP/1.1\r\n" + HOST + "\r\n");
      assertThat(answer.status()).isEqualTo(301);
      assertThat(answer.value("Location"))
          .isEqualTo("https://" + TestCertificate.HOST + "/chat/tea?a=b");
    }
  }

  /** What the client itself says about its address, scheme and host does not count. */
  @ParameterizedTest
  @EnumSource
  void onlyTheProxySaysWhereARequestCameFrom(TlsProxy.Kind kind) throws Exception {
    require(kind);
    String attempt = "abcdefghijklmnopqrstuv";
    String forged =
        ATTEMPT.replace("/echo", "/echo?attempt=" + attempt)
            + ORIGIN
            + "X-Forwarded-For: 192.0.2.9\r\nX-Forwarded-Proto: http\r\n"
            + "Forwarded: for=192.0.2.9;proto=http;host=evil.example\r\n\r\n";
    try (RunningParley parley = behind();
        TlsProxy proxy = TlsProxy.start(kind, sub("proxy"), certificate, parley.port(0))) {
      assertThat(ask(proxy, forged).status()).isEqualTo(101);
      String trace =
          ask(proxy, "GET /handshakes/" + attempt + " HTTP/1.1\r\n" + HOST + "\r\n").content();
      assertThat(trace).contains("\"address\":\"127.0.0.1\"").doesNotContain("192.0.2.9");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRoomsNameArrivesAsItWasSentAndARefusalComesBackWithItsReasons(TlsProxy.Kind kind)
      throws Exception {
    require(kind);
    String room = ATTEMPT.replace("/echo", "/chat/%E5%A4%A7%E5%BB%B3");
    String json = "Sec-WebSocket-Protocol: parley.1.json\r\n\r\n";
    try (RunningParley parley = behind();
        TlsProxy proxy = TlsProxy.start(kind, sub("proxy"), certificate, parley.port(0));
        RawClient client = new RawClient(certificate.connect(proxy.port()))) {
      assertThat(client.ask(room + ORIGIN + json).status()).isEqualTo(101);
      assertThat(Wire.over(client).read().text()).contains("\"room\":\"大廳\"");

      Answer refused = ask(proxy, ATTEMPT.replace(": 13", ": 25") + "\r\n");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.value("Sec-WebSocket-Version")).isEqualTo("13");
      assertThat(refused.content()).contains("\"code\":\"version-unsupported\"");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "CADDY", mode = EnumSource.Mode.EXCLUDE) // Caddy closes no silent connection.
  void pingsKeepASilentConnectionOpenBeyondTheProxysTimeout(TlsProxy.Kind kind) throws Exception {
    require(kind);
    try (RunningParley parley = behind("--ping", "500ms");
        TlsProxy proxy = TlsProxy.start(kind, sub("proxy"), certificate, parley.port(0), 2);
        RawClient client = new RawClient(certificate.connect(proxy.port()))) {
      assertThat(client.ask(ATTEMPT + ORIGIN + "\r\n").status()).isEqualTo(101);
      Wire wire = Wire.over(client);
      for (int ping = 0; ping < 12; ping++) { // six seconds, three times the timeout
        Wire.Frame frame = wire.read();
        assertThat(frame.opcode()).isEqualTo(Wire.PING);
        wire.send(true, Wire.PONG, frame.payload());
      }
      wire.text("still here");
      assertThat(wire.read().text()).isEqualTo("still here");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "CADDY", mode = EnumSource.Mode.EXCLUDE)
  void withoutPingsTheProxyClosesASilentConnection(TlsProxy.Kind kind) throws Exception {
    require(kind);
    try (RunningParley parley = behind("--ping", "25s");
        TlsProxy proxy = TlsProxy.start(kind, sub("proxy"), certificate, parley.port(0), 2);
        RawClient client = new RawClient(certificate.connect(proxy.port()))) {
      assertThat(client.ask(ATTEMPT + ORIGIN + "\r\n").status()).isEqualTo(101);
      assertThat(client.endsWithin(15_000)).isTrue();
    }
  }

  private static Answer ask(TlsProxy proxy, String request) throws Exception {
    try (RawClient client = new RawClient(certificate.connect(proxy.port()))) {
      return client.ask(request);
    }
  }
}
