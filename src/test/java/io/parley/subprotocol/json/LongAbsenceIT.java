package io.parley.subprotocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.app.Defaults;
import io.parley.broker.memory.MemoryBroker;
import io.parley.broker.memory.MemoryPresence;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import io.parley.chat.Rooms;
import io.parley.endpoint.ConnectionFactory;
import io.parley.endpoint.RoomEndpoint;
import io.parley.endpoint.SessionLimits;
import io.parley.endpoint.Sessions;
import io.parley.guard.Route;
import io.parley.handshake.Policy;
import io.parley.handshake.Subprotocols;
import io.parley.memory.MemoryBudget;
import io.parley.subprotocol.text.PlainText;
import io.parley.tool.EndpointServer;
import io.parley.worker.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log far longer than what may wait for one reader. */
class LongAbsenceIT {
  private static final RoomName TEA = new RoomName("tea");
  private static final int MISSED = 50_000;

  /** Bytes and messages that may wait: a thousandth of what was missed. */
  private static final SessionLimits NARROW =
      new SessionLimits(1_000, 65_536, 16, Duration.ofSeconds(30), Duration.ofSeconds(60), 0, 0);

  private final Locale locale = Locale.getDefault(Locale.Category.FORMAT);
  private final MemoryBroker broker =
      new MemoryBroker(Defaults.memoryLimits(2 * MISSED, 1L << 30, 10, 1L << 30), new Workers());
  private final Rooms rooms = new Rooms(broker, new MemoryPresence(), Defaults.roomLimits());
  private final Sessions sessions =
      new Sessions(
          NARROW,
          Defaults.connectionLimits(),
          new MemoryBudget(Long.MAX_VALUE),
          id -> Optional.empty(),
          new Workers());
  private EndpointServer server;

  @BeforeEach
  void start() throws Exception {
    // As the embedded server does: Jetty writes its limits in the form of the default locale.
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("en-US-POSIX"));
    ParleyJson json = new ParleyJson(rooms, new JsonLimits(1_000, 10));
    ConnectionFactory chat = sessions.serve(new PlainText(rooms), Map.of(ParleyJson.NAME, json));
    Policy policy = Policy.DEFAULT.withSubprotocols(Subprotocols.of(List.of(ParleyJson.NAME)));
    server =
        EndpointServer.guarded(List.of(Route.of("/chat/{room}", policy, chat)), RoomEndpoint.class);
  }

  @AfterEach
  void stop() {
    sessions.drain(Duration.ZERO);
    rooms.close();
    server.close();
    Locale.setDefault(Locale.Category.FORMAT, locale);
  }

  @Test
  void fiftyThousandMissedMessagesComeInOrderAndThoseSaidMeanwhileAfterThem() throws Exception {
    for (int i = 1; i <= MISSED; i++) {
      Message message = new Message("", "bob", "", Payload.text("m" + i), Instant.EPOCH);
      broker.append(TEA, message);
    }
    try (Talker ann = new Talker(server.port(), "/chat/tea");
        Talker bob = new Talker(server.port(), "/chat/tea")) {
      ann.read();
      bob.read();
      String head = (String) ann.ask("{'type':'join'}").get("position");
      ann.ask("{'type':'leave'}");
      String start = head.replaceAll(":.*", ":0");
      assertThat(ann.ask("{'type':'join','after':'" + start + "'}"))
          .containsEntry("position", head);
      bob.ask("{'type':'join'}");
      for (int i = 1; i <= 100; i++) {
        bob.ask("{'type':'say','text':'m" + (MISSED + i) + "'}");
      }
      for (int i = 1; i <= MISSED + 100; i++) {
        Map<String, Object> message = ann.read();
        while (message.get("type").equals("arrived")) {
          message = ann.read();
        }
        assertThat(message.get("text")).isEqualTo("m" + i);
      }
    }
  }
}
