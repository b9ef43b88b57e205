package io.parley.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handshake.Policy;
import io.parley.tool.EndpointServer;
import io.parley.tool.HandshakeCase;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to an accepted handshake when something after the guard fails. */
class HandshakeFilterIT {

  /** A Configurator with a bug, which Jetty by itself would show to the client as a stack trace. */
  public static final class Faulty extends GuardedConfigurator {
    @Override
    public void modifyHandshake(
        ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
      throw new IllegalStateException("secret");
    }
  }

  /** Never opens. */
  @ServerEndpoint(value = "/echo", configurator = Faulty.class)
  public static final class FaultyEndpoint {
    @OnMessage
    public void ignore(String text) {}
  }

  @Test
  void hidesAFaultBehindABare500() throws Exception {
    List<Route> routes = List.of(Route.of("/echo", Policy.DEFAULT));
    try (EndpointServer server = EndpointServer.guarded(routes, FaultyEndpoint.class);
        RawClient client = new RawClient(server.port())) {
      Answer answer = client.ask(HandshakeCase.all().get(0).request("localhost"));
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.values("Content-Length")).containsExactly("0");
      assertThat(answer.values("Connection")).containsExactly("close");
      assertThat(answer.values("Upgrade")).isEmpty();
      assertThat(answer.values("Sec-WebSocket-Accept")).isEmpty();
      assertThat(client.isAtEnd()).isTrue();
    }
  }
}
