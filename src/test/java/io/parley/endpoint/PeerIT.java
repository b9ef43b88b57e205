package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.app.Defaults;
import io.parley.chat.Payload;
import io.parley.guard.Route;
import io.parley.handshake.Policy;
import io.parley.memory.MemoryBudget;
import io.parley.subprotocol.Conversation;
import io.parley.subprotocol.Peer;
import io.parley.tool.EndpointServer;
import io.parley.tool.Wire;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a conversation asks of its peer, over real sockets. */
class PeerIT {
  private static final SessionLimits LIMITS =
      new SessionLimits(100, 200, 20, Duration.ofMillis(400), Duration.ofMillis(200), 0, 0);

  private final Sessions sessions =
      new Sessions(
          LIMITS,
          Defaults.connectionLimits(),
          new MemoryBudget(Long.MAX_VALUE),
          id -> Optional.empty(),
          new Workers());
  private final CompletableFuture<Void> stage = new CompletableFuture<>();
  private EndpointServer server;

  /** Does what its peer tells it, and then sends it back. */
  private final class Obedient implements Conversation {
    private final Peer peer;

    Obedient(Peer peer) {
      this.peer = peer;
    }

    @Override
    public void onText(Payload.Text text) {
      switch (text.text()) {
        case "pause" -> peer.pauseUntil(stage);
        case "beat" -> peer.every(Duration.ofMillis(1), () -> peer.send(Payload.text("beats")));
        case "still" -> peer.every(Duration.ZERO, () -> {});
        default -> {}
      }
      peer.send(text);
    }
  }

  @BeforeEach
  void start() throws Exception {
    server =
        EndpointServer.guarded(
            List.of(
                Route.of(
                    EchoEndpoint.PATH, Policy.DEFAULT, sessions.serve(Obedient::new, Map.of()))),
            EchoEndpoint.class);
  }

  @AfterEach
  void stop() {
    sessions.drain(Duration.ofMillis(1));
    server.close();
  }

  /** Reads the next frame that is not a ping. */
  private static Wire.Frame next(Wire wire) throws Exception {
    Wire.Frame frame = wire.read();
    while (frame.opcode() == Wire.PING) {
      frame = wire.read();
    }
    return frame;
  }

  @Test
  void aPausedPeerIsReadAgainAfterTheStageAndIsNotTakenForSilent() throws Exception {
    try (Wire ann = Wire.open(server.port(), EchoEndpoint.PATH);
        Wire bob = Wire.open(server.port(), EchoEndpoint.PATH)) {
      ann.text("pause");
      ann.text("on");
      assertThat(next(ann).text()).isEqualTo("pause");
      // More than two pings pass, for each of which a peer that is read would be closed.
      for (int pings = 0; pings < 5; pings++) {
        Wire.Frame ping = ann.read();
        assertThat(ping.opcode()).isEqualTo(Wire.PING);
        bob.text("other");
        assertThat(next(bob).text()).isEqualTo("other");
      }
      stage.complete(null);
      assertThat(next(ann).text()).isEqualTo("on");
    }
  }

  @Test
  void heartBeatsComeUntilTheyAreEnded() throws Exception {
    try (Wire ann = Wire.open(server.port(), EchoEndpoint.PATH)) {
      ann.text("beat");
      assertThat(next(ann).text()).isEqualTo("beat");
      for (int beats = 0; beats < 3; beats++) {
        assertThat(next(ann).text()).isEqualTo("beats");
        ann.text("");
        assertThat(next(ann).text()).isIn("", "beats");
      }
      ann.text("still");
      Wire.Frame frame = next(ann);
      while (!frame.text().equals("still")) {
        frame = next(ann);
      }
      // Nothing but pings follows until the silent peer is closed; one beat may have been under
      // way.
      frame = next(ann);
      if (frame.opcode() == Wire.TEXT) {
        assertThat(frame.text()).isEqualTo("beats");
        frame = next(ann);
      }
      assertThat(frame.code()).isEqualTo(1001);
    }
  }
}
