package io.parley.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.load.ScriptedServer.Peer;
import io.parley.load.ScriptedServer.Script;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the load generator sends, counts and refuses to count. */
class LoadGeneratorIT {
  private static GeneratorProcess generator;

  @BeforeAll
  static void start() throws IOException {
    generator = new GeneratorProcess("");
  }

  @AfterAll
  static void end() {
    generator.close();
  }

  private static final Script ECHO = (server, sender, number, text) -> sender.text(text);

  private static final Script ROOM =
      (server, sender, number, text) -> {
        for (Peer peer : server.peers()) {
          if (peer != sender) {
            peer.text(text);
          }
        }
        sender.text("data received");
      };

  private static LoadCommand command(String load, String path, int port) {
    return LoadCommand.of(load, path)
        .to(port, ProcessHandle.current().pid())
        .with("warm-up", 100)
        .with("millis", 200);
  }

  private static LoadCommand echo(ScriptedServer server) {
    return command("echo", "/echo", server.port()).with("connections", 3).with("size", 32);
  }

  private static LoadCommand room(ScriptedServer server) {
    return command("fan-out", "/chat/load", server.port()).with("receivers", 5).with("senders", 2);
  }

  private static LoadResult run(LoadCommand command) throws IOException {
    return generator.run(command);
  }

  private static void assertFails(String why, ThrowingCallable load) {
    assertThatThrownBy(load).isInstanceOf(LoadFailure.class).hasMessage("failed: " + why);
  }

  @Test
  void everyMessageHasItsSenderNumberAndTimeAndIsSentOnce() throws IOException {
    try (ScriptedServer server = ScriptedServer.of(ECHO)) {
      LoadResult result = run(echo(server));
      assertThat(server.requests()).hasSize(3).allMatch(head -> head.startsWith(REQUEST_START));
      assertThat(server.texts()).allMatch(text -> text.matches("000[012][0-9a-f]{24}xxxx"));
      Map<String, Integer> next = new HashMap<>();
      for (String text : server.texts()) {
        int expected = next.merge(text.substring(0, 4), 1, Integer::sum) - 1;
        assertThat(Integer.parseInt(text.substring(4, 12), 16)).isEqualTo(expected);
      }
      assertThat(result.operations()).isBetween(1L, (long) server.texts().size());
    }
  }

  private static final String REQUEST_START = "GET /echo HTTP/1.1\r\nHost: localhost:";

  @Test
  void everyDeliveryToAReceiverCounts() throws IOException {
    try (ScriptedServer server = ScriptedServer.of(ROOM)) {
      LoadResult result = run(room(server));
      assertThat(result.operations()).isBetween(5L, 5L * server.texts().size());
      assertThat(result.slowNanos()).isGreaterThanOrEqualTo(result.medianNanos()).isPositive();
    }
  }

  @Test
  void aRateIsKept() throws IOException {
    try (ScriptedServer server = ScriptedServer.of(ROOM)) {
      run(room(server).with("rate", 50));
      // 300 ms and the time until the first delivery; a rate that is not kept gives thousands.
      assertThat(server.texts()).hasSizeBetween(10, 500);
    }
  }

  @Test
  void wrongAcceptIsFound() throws IOException {
    try (ScriptedServer server = ScriptedServer.withWrongAccept()) {
      assertFails("Sec-WebSocket-Accept is wrong", () -> run(echo(server)));
      LoadCommand handshakes = command("handshake", "/echo", server.port());
      assertFails("Sec-WebSocket-Accept is wrong", () -> run(handshakes));
    }
  }

  @Test
  void anAlteredEchoIsFound() throws IOException {
    Script script =
        (server, sender, number, text) -> {
          text[31] = number == 20 ? (byte) 'y' : text[31];
          sender.text(text);
        };
    try (ScriptedServer server = ScriptedServer.of(script)) {
      assertFails("a message was received with another content", () -> run(echo(server)));
    }
  }

  @Test
  void aDoubledEchoIsFound() throws IOException {
    Script script =
        (server, sender, number, text) -> {
          sender.text(text);
          if (number == 20) {
            sender.text(text);
          }
        };
    try (ScriptedServer server = ScriptedServer.of(script)) {
      assertFails("an echo is lost, doubled or out of order", () -> run(echo(server)));
    }
  }

  @Test
  void aCutEchoIsFound() throws IOException {
    Script script = (server, sender, number, text) -> sender.text("short");
    try (ScriptedServer server = ScriptedServer.of(script)) {
      assertFails("a message of 32 bytes was received as 5", () -> run(echo(server)));
    }
  }

  @Test
  void aMessageThatOneReceiverMissesIsFound() throws IOException {
    Script script =
        (server, sender, number, text) -> {
          List<Peer> silent = server.peers().stream().filter(peer -> !peer.hasSpoken()).toList();
          for (Peer peer : number == 30 ? silent.subList(1, silent.size()) : silent) {
            peer.text(text);
          }
          sender.text("data received");
        };
    try (ScriptedServer server = ScriptedServer.of(script)) {
      assertThatThrownBy(() -> run(room(server)))
          .isInstanceOf(LoadFailure.class)
          .hasMessageMatching("failed: a receiver awaited message \\d+ of a sender and got \\d+");
    }
  }

  @Test
  void aConnectionThatTheServerClosesIsFound() throws IOException {
    Script script = (server, sender, number, text) -> sender.close(1013);
    try (ScriptedServer server = ScriptedServer.of(script)) {
      assertFails("the server closed a connection with 1013", () -> run(echo(server)));
    }
  }

  @Test
  void anythingButASwitchIsNoHandshake() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0")) {
      LoadCommand nowhere = command("handshake", "/nowhere", parley.port(0));
      assertThatThrownBy(() -> run(nowhere))
          .isInstanceOf(LoadFailure.class)
          .hasMessageStartingWith("failed: the handshake was answered with HTTP/1.1 404");
    }
  }

  @Test
  void parleyPassesEveryCheck() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0", "--message-rate", "0")) {
      int port = parley.port(0);
      LoadCommand handshake = command("handshake", "/echo", port).with("millis", 1_000);
      LoadCommand echo = command("echo", "/echo", port).with("millis", 1_000);
      LoadCommand room =
          command("fan-out", "/chat/load", port)
              .with("receivers", 20)
              .with("warm-up", 1_000)
              .with("millis", 1_000);
      assertThat(run(handshake).operations()).isPositive();
      assertThat(run(echo.with("connections", 5)).operations()).isPositive();
      assertThat(run(echo.with("depth", 16)).operations()).isPositive();
      assertThat(run(room).operations()).isPositive();
      assertThat(run(room.with("rate", 20).with("stalled", 2)).operations()).isPositive();
      LoadResult asked = run(room.with("server-delays", 1));
      assertThat(asked.slowNanos()).isGreaterThanOrEqualTo(asked.medianNanos()).isPositive();
      run(command("hold", "/chat/load", port).with("connections", 40));
      assertThat(run(LoadCommand.of("release", "/")).operations()).isZero();
    }
  }
}
