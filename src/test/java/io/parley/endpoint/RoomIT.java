package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.app.Defaults;
import io.parley.broker.memory.MemoryBroker;
import io.parley.broker.memory.MemoryPresence;
import io.parley.chat.RoomName;
import io.parley.chat.RoomRight;
import io.parley.chat.Rooms;
import io.parley.guard.ConnectionAdmission;
import io.parley.guard.Route;
import io.parley.handshake.Policy;
import io.parley.memory.MemoryBudget;
import io.parley.subprotocol.Conversation;
import io.parley.subprotocol.Echo;
import io.parley.subprotocol.text.PlainText;
import io.parley.tool.EndpointServer;
import io.parley.tool.Wire;
import io.parley.worker.Workers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomIT {
  private static final int LIMIT = 65_536;

  private final Locale locale = Locale.getDefault(Locale.Category.FORMAT);
  private final AtomicInteger joined = new AtomicInteger();
  private Sessions sessions;
  private EndpointServer server;

  @BeforeEach
  void start() throws Exception {
    // As the embedded server does: Jetty writes its limits in the form of the default locale.
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("en-US-POSIX"));
    start(Defaults.sessionLimits());
  }

  private void start(SessionLimits sessionLimits) throws Exception {
    sessions =
        new Sessions(
            sessionLimits,
            Defaults.connectionLimits(),
            new MemoryBudget(Long.MAX_VALUE),
            id -> Optional.empty(),
            new Workers());
    PlainText text =
        new PlainText(
            new Rooms(
                new MemoryBroker(Defaults.memoryLimits(), new Workers()),
                new MemoryPresence(),
                RoomIT::permits,
                Defaults.roomLimits(),
                new Workers()));
    ConnectionFactory chat =
        sessions.serve(
            peer -> {
              Conversation conversation = text.open(peer);
              joined.incrementAndGet();
              return conversation;
            },
            Map.of());
    ConnectionFactory echo = sessions.serve(new Echo(), Map.of());
    serve(chat, echo);
  }

  private void serve(ConnectionAdmission chat, ConnectionAdmission echo) throws Exception {
    server =
        EndpointServer.guarded(
            List.of(
                Route.of(RoomEndpoint.PATH, Policy.DEFAULT, chat),
                Route.of(ChatEndpoint.PATH, Policy.DEFAULT, chat),
                Route.of(RootEndpoint.PATH, Policy.DEFAULT, chat),
                Route.of(EchoEndpoint.PATH, Policy.DEFAULT, echo)),
            RoomEndpoint.class,
            ChatEndpoint.class,
            RootEndpoint.class,
            EchoEndpoint.class);
  }

  @AfterEach
  void stop() throws Exception {
    sessions.drain(Duration.ZERO);
    server.close();
    Locale.setDefault(Locale.Category.FORMAT, locale);
  }

  private void restart(SessionLimits sessionLimits) throws Exception {
    sessions.drain(Duration.ZERO);
    server.close();
    start(sessionLimits);
  }

  private Wire open(String path) throws IOException {
    return Wire.open(server.port(), path);
  }

  @Test
  void aTextGoesUnchangedToTheOthersAndItsSenderGetsAnAcknowledgement() throws IOException {
    try (Wire ann = open("/chat/tea");
        Wire bob = open("/chat/tea")) {
      await(joined::get, 2);
      ann.text("grüße 你好");
      assertThat(bob.read().text()).isEqualTo("grüße 你好");
      assertThat(ann.read().text()).isEqualTo("data received");
      bob.text("and back");
      assertThat(ann.read().text()).isEqualTo("and back");
    }
  }

  private static void assertClosed(Wire.Frame close, String reason) {
    assertThat(close.code()).isEqualTo(1008);
    assertThat(close.reason()).isEqualTo(reason);
  }

  /** Nobody may join the room "closed", and nobody may publish in the room "read-only". */
  private static boolean permits(Optional<Principal> who, RoomName room, RoomRight right) {
    return switch (right) {
      case JOIN -> !room.value().equals("closed");
      case PUBLISH -> !room.value().equals("read-only");
      default -> true;
    };
  }

  @Test
  void whoMayNotJoinOrPublishIsDisconnectedWith1008() throws IOException {
    try (Wire ann = open("/chat/closed");
        Wire bob = open("/chat/read-only")) {
      bob.text("hi");
      assertClosed(ann.read(), "not-allowed: join in closed");
      assertClosed(bob.read(), "not-allowed: publish in read-only");
    }
  }

  @Test
  void aBinaryMessageStaysBinary() throws IOException {
    try (Wire ann = open("/chat/tea");
        Wire bob = open("/chat/tea")) {
      await(joined::get, 2);
      ann.binary((byte) 0, (byte) 0xff, (byte) 7);
      Wire.Frame frame = bob.read();
      assertThat(frame.opcode()).isEqualTo(Wire.BINARY);
      assertThat(frame.payload()).containsExactly(0, 0xff, 7);
      Wire.Frame answer = ann.read();
      assertThat(answer.opcode()).isEqualTo(Wire.TEXT);
      assertThat(answer.text()).isEqualTo("data received");
    }
  }

  @Test
  void chatAndTheRootAreTheLobby() throws IOException {
    try (Wire ann = open("/chat");
        Wire bob = open("/");
        Wire cid = open("/chat/lobby")) {
      await(joined::get, 3);
      ann.text("hello");
      assertThat(bob.read().text()).isEqualTo("hello");
      assertThat(cid.read().text()).isEqualTo("hello");
    }
  }

  @Test
  void roomsDoNotHearOneAnother() throws IOException {
    try (Wire ann = open("/chat/tea");
        Wire bob = open("/chat/coffee");
        Wire cid = open("/chat/coffee")) {
      await(joined::get, 3);
      ann.text("about tea");
      assertThat(ann.read().text()).isEqualTo("data received");
      cid.text("about coffee");
      assertThat(bob.read().text()).isEqualTo("about coffee");
    }
  }

  @Test
  void aRoomIsFoundByTheDecodedAndNormalisedName() throws IOException {
    try (Wire ann = open("/chat/caf%C3%A9");
        Wire bob = open("/chat/cafe%CC%81")) {
      await(joined::get, 2);
      ann.text("hi");
      assertThat(bob.read().text()).isEqualTo("hi");
    }
  }

  @Test
  void aSessionWithoutAServiceClosesWith1011() throws Exception {
    server.close();
    ConnectionAdmission other = (acceptedHandshake, closeReporter) -> Optional.of(() -> {});
    serve(other, other);
    try (Wire ann = open("/echo")) {
      Wire.Frame close = ann.read();
      assertThat(close.code()).isEqualTo(1011);
      assertThat(close.reason()).isEqualTo("no decision");
    }
  }

  @Test
  void theEchoReturnsTextAndBinary() throws IOException {
    try (Wire ann = open("/echo")) {
      ann.text("once");
      assertThat(ann.read().text()).isEqualTo("once");
      ann.binary((byte) 9);
      Wire.Frame frame = ann.read();
      assertThat(frame.opcode()).isEqualTo(Wire.BINARY);
      assertThat(frame.payload()).containsExactly(9);
    }
  }

  @Test
  void aMessageOfTheLimitPasses() throws IOException {
    try (Wire ann = open("/echo")) {
      String text = "x".repeat(LIMIT);
      ann.text(text);
      assertThat(readMessage(ann)).isEqualTo(text);
      ann.send(true, Wire.BINARY, new byte[LIMIT]);
      assertThat(readMessage(ann)).hasSize(LIMIT);
    }
  }

  @Test
  void aByteBeyondTheLimitClosesWith1009AndNamesTheLimit() throws IOException {
    try (Wire ann = open("/echo");
        Wire bob = open("/echo")) {
      ann.text("x".repeat(LIMIT + 1));
      assertThatItIsTooBig(ann.read());
      bob.send(true, Wire.BINARY, new byte[LIMIT + 1]);
      assertThatItIsTooBig(bob.read());
    }
  }

  @Test
  void fragmentsBeyondTheLimitCloseWith1009AndNameTheLimit() throws IOException {
    try (Wire ann = open("/echo")) {
      ann.send(false, Wire.TEXT, new byte[LIMIT / 2]);
      ann.send(false, Wire.CONTINUATION, new byte[LIMIT / 2]);
      ann.send(true, Wire.CONTINUATION, new byte[1]);
      assertThatItIsTooBig(ann.read());
    }
  }

  @Test
  void aLimitAboveTheContainersOwnHolds() throws Exception {
    restart(
        new SessionLimits(
            100_000, 1 << 20, 16, Duration.ofSeconds(10), Duration.ofSeconds(25), 0, 0));
    try (Wire ann = open("/echo")) {
      ann.text("x".repeat(100_000));
      assertThat(readMessage(ann)).hasSize(100_000);
      ann.send(true, Wire.BINARY, new byte[100_000]);
      assertThat(readMessage(ann)).hasSize(100_000);
      ann.text("x".repeat(100_001));
      Wire.Frame close = ann.read();
      assertThat(close.code()).isEqualTo(1009);
      assertThat(close.reason()).contains("100000");
    }
  }

  @Test
  void charactersAreCountedAsTheirBytes() throws IOException {
    try (Wire ann = open("/echo")) {
      ann.text("é".repeat(LIMIT / 2) + "x");
      assertThatItIsTooBig(ann.read());
    }
  }

  @Test
  void invalidUtf8ClosesWith1007() throws IOException {
    try (Wire ann = open("/echo")) {
      ann.send(true, Wire.TEXT, new byte[] {'a', (byte) 0xc3, '('});
      assertThat(ann.read().code()).isEqualTo(1007);
    }
  }

  @Test
  void aMemberThatDoesNotReadIsClosedAndTheOthersGoOn() throws Exception {
    restart(
        new SessionLimits(LIMIT, LIMIT, 16, Duration.ofMillis(300), Duration.ofSeconds(25), 0, 0));
    try (Wire stalled = Wire.open(server.port(), "/chat/tea", 4_096);
        Wire ann = open("/chat/tea");
        Wire bob = open("/chat/tea")) {
      await(joined::get, 3);
      byte[] much = new byte[LIMIT];
      while (sessions.count() == 3) {
        ann.binary(much);
        assertThat(readMessage(bob)).hasSize(LIMIT);
        assertThat(readMessage(ann)).isEqualTo("data received");
      }
      ann.text("still here");
      assertThat(bob.read().text()).isEqualTo("still here");
      assertThat(stalled.ended()).isTrue();
    }
  }

  @Test
  void aPeerThatAnswersNoPingIsClosed() throws Exception {
    restart(
        new SessionLimits(
            LIMIT, 1 << 20, 16, Duration.ofSeconds(10), Duration.ofMillis(200), 0, 0));
    try (Wire silent = open("/chat/tea")) {
      assertThat(silent.read().opcode()).isEqualTo(Wire.PING);
      Wire.Frame last = silent.read();
      while (last.opcode() == Wire.PING) {
        last = silent.read();
      }
      assertThat(last.opcode()).isEqualTo(Wire.CLOSE);
      assertThat(last.code()).isEqualTo(1001);
      assertThat(last.reason()).isEqualTo("silent for two pings");
    }
  }

  @Test
  void aPeerThatAnswersPingsStays() throws Exception {
    // Long enough for a loaded machine to answer within two of them.
    restart(
        new SessionLimits(LIMIT, 1 << 20, 16, Duration.ofSeconds(10), Duration.ofSeconds(1), 0, 0));
    try (Wire ann = open("/echo")) {
      for (int i = 0; i < 4; i++) {
        Wire.Frame ping = ann.read();
        assertThat(ping.opcode()).isEqualTo(Wire.PING);
        ann.send(true, Wire.PONG, ping.payload());
      }
      ann.text("alive");
      Wire.Frame answer = ann.read();
      while (answer.opcode() == Wire.PING) {
        answer = ann.read();
      }
      assertThat(answer.text()).isEqualTo("alive");
    }
  }

  @Test
  void drainingClosesWith1012AfterWhatWasSentAndTurnsNewSessionsAway() throws Exception {
    try (Wire ann = open("/chat/tea");
        Wire bob = open("/echo")) {
      await(sessions::count, 2);
      ann.text("last words");
      assertThat(ann.read().text()).isEqualTo("data received");
      Thread drain = new Thread(() -> sessions.drain(Duration.ofSeconds(5)));
      drain.start();
      for (Wire wire : new Wire[] {ann, bob}) {
        Wire.Frame close = wire.read();
        assertThat(close.code()).isEqualTo(1012);
        assertThat(close.reason()).isEqualTo("server restarts");
        wire.send(true, Wire.CLOSE, new byte[] {0x03, (byte) 0xf4});
      }
      drain.join(4_000);
      assertThat(drain.isAlive()).isFalse();
      assertThat(sessions.count()).isZero();
    }
  }

  @Test
  void whoLeavesIsForgotten() throws Exception {
    try (Wire ann = open("/chat/tea")) {
      try (Wire bob = open("/chat/tea")) {
        await(joined::get, 2);
        bob.send(true, Wire.CLOSE, new byte[] {0x03, (byte) 0xe8});
        assertThat(bob.read().code()).isEqualTo(1000);
      }
      await(sessions::count, 1);
      ann.text("alone");
      assertThat(ann.read().text()).isEqualTo("data received");
    }
  }

  /** A client may see the 101 before the server's side of the session is open. */
  private static void await(IntSupplier actual, int expected) {
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (actual.getAsInt() != expected && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(actual.getAsInt()).isEqualTo(expected);
  }

  private static void assertThatItIsTooBig(Wire.Frame close) {
    assertThat(close.opcode()).isEqualTo(Wire.CLOSE);
    assertThat(close.code()).isEqualTo(1009);
    assertThat(close.reason()).contains("65536");
  }

  private static String readMessage(Wire wire) throws IOException {
    StringBuilder message = new StringBuilder();
    while (true) {
      Wire.Frame frame = wire.read();
      message.append(new String(frame.payload(), StandardCharsets.ISO_8859_1));
      if (frame.fin()) {
        return message.toString();
      }
    }
  }
}
