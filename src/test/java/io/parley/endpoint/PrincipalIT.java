package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.app.Defaults;
import io.parley.chat.Payload;
import io.parley.guard.Guard;
import io.parley.guard.Route;
import io.parley.handshake.Policy;
import io.parley.memory.MemoryBudget;
import io.parley.subprotocol.Conversation;
import io.parley.subprotocol.Echo;
import io.parley.tool.EndpointServer;
import io.parley.tool.RawClient;
import io.parley.tool.Wire;
import io.parley.worker.Workers;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom the container logged in is known to the conversation. */
class PrincipalIT {
  private static final String ANN =
      "Authorization: Basic "
          + Base64.getEncoder().encodeToString("ann:letmein".getBytes(StandardCharsets.UTF_8));

  private Sessions sessions = sessions(Defaults.connectionLimits().users());

  private static Sessions sessions(UserLimits users) {
    return new Sessions(
        Defaults.sessionLimits(),
        new ConnectionLimits(100, 0, 0, users),
        new MemoryBudget(Long.MAX_VALUE),
        id -> Optional.empty(),
        new Workers());
  }

  private EndpointServer limited(UserLimits users) throws Exception {
    sessions.drain(Duration.ZERO);
    sessions = sessions(users);
    return EndpointServer.withLogin(guard(), "ann", "letmein", EchoEndpoint.class);
  }

  @AfterEach
  void stop() {
    sessions.drain(Duration.ZERO);
  }

  private Guard guard() {
    ConnectionFactory factory =
        sessions.serve(
            peer -> {
              Conversation echo = new Echo().open(peer);
              String principal = peer.principal().map(Principal::getName).orElse("nobody");
              peer.send(Payload.text(principal + " " + peer.name().orElse("")));
              return echo;
            },
            Map.of());
    return Guard.only(List.of(Route.of(EchoEndpoint.PATH, Policy.DEFAULT, factory)));
  }

  private static String handshake(String... fields) {
    return "GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
        + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + "Sec-WebSocket-Version: 13\r\n"
        + String.join("\r\n", fields)
        + (fields.length > 0 ? "\r\n\r\n" : "\r\n");
  }

  private static String greeting(EndpointServer server, String... fields) throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.ask(handshake(fields)).status()).isEqualTo(101);
      return Wire.over(client).read().text();
    }
  }

  @Test
  void theContainersUserNamesThePeer() throws Exception {
    try (EndpointServer server =
        EndpointServer.withLogin(guard(), "ann", "letmein", EchoEndpoint.class)) {
      assertThat(greeting(server, ANN)).isEqualTo("ann ann");
      try (RawClient stranger = new RawClient(server.port())) {
        assertThat(stranger.ask(handshake()).status()).isEqualTo(401);
      }
    }
  }

  @Test
  void withoutALoginThereIsNobody() throws Exception {
    try (EndpointServer server = EndpointServer.guarded(guard(), EchoEndpoint.class)) {
      assertThat(greeting(server)).isEqualTo("nobody ");
    }
  }

  @Test
  void theContainersUserHasNoMoreConnectionsThanItMay() throws Exception {
    try (EndpointServer server = limited(new UserLimits(1, 0, 0));
        RawClient first = new RawClient(server.port());
        RawClient second = new RawClient(server.port())) {
      assertThat(first.ask(handshake(ANN)).status()).isEqualTo(101);
      RawClient.Answer refusal = second.ask(handshake(ANN));
      assertThat(refusal.status()).isEqualTo(429);
      assertThat(refusal.content()).contains("\"code\":\"too-many-of-user\"");
    }
  }

  /** A container does not read more slowly. */
  @Test
  void theConnectionThatSendsTooMuchForTheContainersUserIsClosed() throws Exception {
    try (EndpointServer server = limited(new UserLimits(0, 3, 0));
        RawClient first = new RawClient(server.port());
        RawClient second = new RawClient(server.port())) {
      Wire one = greeted(first);
      for (int i = 0; i < 3; i++) {
        one.text("x");
      }
      for (int i = 0; i < 3; i++) {
        assertThat(one.read().text()).isEqualTo("x");
      }
      Wire other = greeted(second);
      for (int i = 0; i < 30; i++) {
        other.text("x");
      }
      Wire.Frame last = other.read();
      while (last.opcode() != Wire.CLOSE) {
        last = other.read();
      }
      assertThat(last.code()).isEqualTo(1013);
      assertThat(last.reason())
          .isEqualTo("more than 3 messages a second on all connections of one user");
    }
  }

  private static Wire greeted(RawClient client) throws Exception {
    assertThat(client.ask(handshake(ANN)).status()).isEqualTo(101);
    Wire wire = Wire.over(client);
    assertThat(wire.read().text()).isEqualTo("ann ann");
    return wire;
  }
}
