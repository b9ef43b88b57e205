package io.parley.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handshake.AllowedOrigins;
import io.parley.handshake.OriginPattern;
import io.parley.handshake.Policy;
import io.parley.tool.EndpointServer;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Configurators on endpoints that no filter protects. */
class HandshakeConfiguratorIT {
  private static EndpointServer server;

  /** A guest's Configurator. */
  public static final class Guest extends HandshakeConfigurator {
    @Override
    protected Policy policy() {
      OriginPattern app = OriginPattern.parse("https://app.example").valid().orElseThrow();
      AllowedOrigins allowedOrigins = new AllowedOrigins(List.of(app), Set.of(), true);
      return new Policy(
          Policy.DEFAULT.allowedHosts(), allowedOrigins, Policy.DEFAULT.subprotocols(), true);
    }
  }

  /** A guest's endpoint. */
  @ServerEndpoint(
      value = "/guest",
      subprotocols = {"soap", "wamp"},
      configurator = Guest.class)
  public static final class GuestEndpoint {
    @OnMessage
    public String echo(String text) {
      return text;
    }
  }

  /** An endpoint that must not be reached without the guard. */
  @ServerEndpoint(value = "/guarded", configurator = GuardedConfigurator.class)
  public static final class GuardedEndpoint {
    @OnMessage
    public String echo(String text) {
      return text;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server = EndpointServer.unguarded(GuestEndpoint.class, GuardedEndpoint.class);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer ask(String path, String... fields) throws IOException {
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
    try (RawClient client = new RawClient(server.port())) {
      return client.ask(
          request + String.join("\r\n", fields) + (fields.length > 0 ? "\r\n\r\n" : "\r\n"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "soap, wamp|soap",
        "wamp, soap|wamp",
        "mqtt, wamp|wamp",
        ", wamp,,soap|wamp",
        "mqtt|''",
        "WAMP|''"
      })
  void negotiatesASubprotocolByTheSameRules(String offered, String chosen) throws IOException {
    Answer answer = ask("/guest", "Sec-WebSocket-Protocol: " + offered);
    assertThat(answer.status()).isEqualTo(101);
    assertThat(answer.values("Sec-WebSocket-Protocol"))
        .isEqualTo(chosen.isEmpty() ? List.of() : List.of(chosen));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "permessage-deflate|true",
        "permessage-deflate; client_max_window_bits|true",
        "permessage-deflate; server_max_window_bits=10|false",
        "permessage-deflate; server_max_window_bits=10, permessage-deflate|true",
        "permessage-deflate; unknown=1|false",
        "x-unknown|false"
      })
  void negotiatesCompressionByTheSameRules(String offered, boolean chosen) throws IOException {
    Answer answer = ask("/guest", "Sec-WebSocket-Extensions: " + offered);
    assertThat(answer.status()).isEqualTo(101);
    List<String> extensions = answer.values("Sec-WebSocket-Extensions");
    assertThat(extensions).hasSize(chosen ? 1 : 0);
    assertThat(extensions)
        .allSatisfy(
            extension ->
                assertThat(extension)
                    .startsWith("permessage-deflate")
                    .contains("server_no_context_takeover")
                    .doesNotContain("window", "client"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example, 101",
    "https://evil.example, 403",
    "http://localhost, 403",
    "null, 403"
  })
  void acceptsListedOrigins(String origin, int status) throws IOException {
    assertThat(ask("/guest", "Origin: " + origin).status()).isEqualTo(status);
  }

  @Test
  void acceptsClientsThatAreNoBrowsers() throws IOException {
    assertThat(ask("/guest").status()).isEqualTo(101);
  }

  @Test
  void letsNothingReachAGuardedEndpointThatNoGuardDecided() throws IOException {
    assertThat(ask("/guarded").status()).isEqualTo(403);
    assertThat(ask("/guarded", "Origin: http://localhost").status()).isEqualTo(403);
  }
}
