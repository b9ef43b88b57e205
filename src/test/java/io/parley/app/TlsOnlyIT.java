package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Http2Client;
import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import io.parley.tool.Trusting;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that listens for TLS only: it says https and wss wherever it names itself. */
@Timeout(120)
class TlsOnlyIT {
  private static final String UPGRADE =
      """
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      """;

  private static RunningParley parley;

  @BeforeAll
  static void start() throws Exception {
    parley = RunningParley.start("--tls-port", "0", "--tls-self-signed", "true");
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  private static int port() {
    return parley.port(0);
  }

  private static String server() {
    return "localhost:" + port();
  }

  private static RawClient.Answer ask(String path, String fields)
      throws IOException, GeneralSecurityException {
    Socket socket = Trusting.everyone().getSocketFactory().createSocket("localhost", port());
    try (RawClient client = new RawClient(socket)) {
      return client.ask(
          "GET " + path + " HTTP/1.1\r\nHost: " + server() + "\r\n" + fields + "\r\n");
    }
  }

  @Test
  void printsOneUrl() {
    assertThat(parley.printed()).containsExactly("https://" + server() + "/");
  }

  @Test
  void saysThatItServes() throws Exception {
    assertThat(ask("/health/ready", "").status()).isEqualTo(200);
  }

  /** The page's socket is wss, which its policy names; ws would be mixed content. */
  @Test
  void thePageMayOpenSocketsWithTlsOnly() throws Exception {
    RawClient.Answer page = ask("/", "");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.value("Content-Security-Policy"))
        .contains(" wss://" + server())
        .doesNotContain(" ws://");
  }

  @Test
  void aPageWithoutTlsIsAForeignOriginAndTheAdviceSaysSo() throws Exception {
    assertThat(ask("/chat", UPGRADE + "Origin: https://" + server() + "\r\n").status())
        .isEqualTo(101);
    RawClient.Answer refused = ask("/chat", UPGRADE + "Origin: http://" + server() + "\r\n");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.content()).contains("http://" + server()).doesNotContain("ws://");
  }

  @Test
  void aWebSocketOverHttp2HasTheSameOriginRule() throws Exception {
    try (Http2Client client = Http2Client.secure(port(), Trusting.everyone())) {
      assertThat(client.open(1, server(), "/echo").status()).isEqualTo(200);
      client.frame(1, 0x81, "hello");
      assertThat(client.message(1)).isEqualTo("hello");
    }
  }
}
