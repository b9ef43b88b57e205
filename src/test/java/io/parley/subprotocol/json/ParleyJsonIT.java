package io.parley.subprotocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ParleyJsonIT {
  private static final Path DOCUMENT = Path.of("src/site/markdown/parley-1-json.md");

  private static Talker open(RunningParley parley, String room) throws IOException {
    return new Talker(parley.port(0), "/chat/" + room);
  }

  private static String text(Map<String, Object> object, String field) {
    return (String) object.get(field);
  }

  private static long offset(Map<String, Object> message) {
    return Long.parseLong(text(message, "position").replaceAll(".*:", ""));
  }

  @Test
  void theTranscriptOfTheDocumentIsWhatIsSaid() throws Exception {
    String transcript =
        Pattern.compile("```\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCUMENT))
            .results()
            .map(block -> block.group(1))
            .findFirst()
            .orElseThrow();
    List<Talker> talkers = new ArrayList<>();
    try (RunningParley parley = RunningParley.start("--port", "0")) {
      Script script =
          new Script(
              name -> {
                talkers.add(open(parley, "tea"));
                return talkers.get(talkers.size() - 1);
              });
      script.play(transcript).end();
    } finally {
      for (Talker talker : talkers) {
        talker.close();
      }
    }
  }

  @Test
  void everyCodeStandsInTheDocument() throws IOException {
    List<String> document = Files.readAllLines(DOCUMENT);
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(document).anyMatch(line -> line.startsWith("| `" + code + "` |"));
    }
  }

  @Test
  void everyChatPathSpeaksIt() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0")) {
      for (String path : List.of("/", "/chat", "/chat/tea")) {
        try (Talker ann = new Talker(parley.port(0), path)) {
          assertThat(ann.read())
              .containsEntry("type", "welcome")
              .containsKey("handshake")
              .containsEntry("room", path.equals("/chat/tea") ? "tea" : "lobby");
        }
      }
    }
  }

  /** Cuts the reader off with a reset, again and again, while somebody talks. */
  @Test
  void nothingIsLostOrDoubledWhenConnectionsAreCutInTheMiddleOfABurst() throws Exception {
    int count = 900;
    try (RunningParley parley = RunningParley.start("--port", "0");
        Talker bob = open(parley, "tea")) {
      bob.read();
      bob.ask("{'type':'join'}");
      String resume;
      String position;
      try (Talker ann = open(parley, "tea")) {
        resume = text(ann.read(), "resume");
        position = text(ann.ask("{'type':'join'}"), "position");
      }
      Thread burst = new Thread(() -> say(bob, count));
      burst.start();
      List<Long> offsets = new ArrayList<>();
      for (int life = 1; offsets.size() < count; life++) {
        Talker ann = open(parley, "tea");
        ann.read();
        ann.ask("{'type':'join','after':'%s','resume':'%s'}".formatted(position, resume));
        for (int i = 0; i < life * 7 && offsets.size() < count; i++) {
          Map<String, Object> message = ann.read();
          assertThat(message).containsEntry("type", "message");
          offsets.add(offset(message));
          position = text(message, "position");
        }
        ann.cut();
      }
      burst.join();
      assertThat(offsets).isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
      for (int i = 0; i < count; i++) {
        Map<String, Object> said = bob.read();
        while (!said.get("type").equals("said")) {
          assertThat(said.get("type")).isIn("arrived");
          said = bob.read();
        }
        assertThat(offset(said)).isEqualTo(i + 1);
      }
    }
  }

  private static void say(Talker who, int count) {
    try {
      for (int i = 0; i < count; i++) {
        who.send("{\"type\":\"say\",\"text\":\"m" + i + "\",\"id\":\"" + i + "\"}");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aPageThatIsReloadedNeitherDepartsNorArrives() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0", "--grace", "10m");
        Talker bob = open(parley, "tea")) {
      bob.read();
      bob.ask("{'type':'join'}");
      Talker ann = open(parley, "tea");
      String resume = text(ann.read(), "resume");
      ann.ask("{'type':'join'}");
      assertThat(bob.read()).containsEntry("type", "arrived");
      ann.wire().send(true, Wire.CLOSE, new byte[] {0x03, (byte) 0xe9});
      assertThat(ann.frame().code()).isEqualTo(1001);
      ann.close();
      try (Talker again = open(parley, "tea")) {
        again.read();
        assertThat(again.ask("{'type':'join','resume':'" + resume + "'}"))
            .containsEntry("total", 2L);
        assertThat(again.ask("{'type':'say','text':'back'}")).containsEntry("type", "said");
        assertThat(bob.read()).containsEntry("text", "back");
      }
    }
  }

  @Test
  void whoVanishedIsGoneAfterTheHeartbeatAndTheGrace() throws Exception {
    try (RunningParley parley =
            RunningParley.start("--port", "0", "--ping", "1s", "--grace", "50ms");
        Talker bob = open(parley, "tea");
        Talker ann = open(parley, "tea")) {
      bob.read();
      ann.read();
      ann.ask("{'type':'join','name':'Ann'}");
      bob.ask("{'type':'join'}");
      // Ann's machine lost its network: she reads nothing, and answers no ping.
      Map<String, Object> departed = bob.read();
      assertThat(departed).containsEntry("type", "departed").containsEntry("total", 1L);
      assertThat(departed.get("member")).extracting("name").isEqualTo("Ann");
    }
  }

  @Test
  void whoSaysGoodbyeInPlainTextIsGoneAtOnce() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0", "--grace", "10m");
        Talker bob = open(parley, "tea")) {
      bob.read();
      bob.ask("{'type':'join'}");
      try (Wire plain = Wire.open(parley.port(0), "/chat/tea")) {
        assertThat(bob.read()).containsEntry("type", "arrived");
        plain.text("hi");
        assertThat(bob.read()).containsEntry("text", "hi");
      }
      assertThat(bob.read()).containsEntry("type", "departed");
    }
  }

  @Test
  void limitsOfRoomsAreAnsweredInPlainTextTooByAClose() throws Exception {
    try (RunningParley parley =
            RunningParley.start("--port", "0", "--max-rooms", "1", "--max-members", "1");
        Talker ann = open(parley, "tea");
        Wire member = Wire.open(parley.port(0), "/chat/tea");
        Wire other = Wire.open(parley.port(0), "/chat/coffee")) {
      ann.read();
      Map<String, Object> joined = ann.ask("{'type':'join'}");
      Wire.Frame close = other.read();
      assertThat(close.code()).isEqualTo(1013);
      assertThat(close.reason()).isEqualTo("the server has as many rooms as it may");
      assertThat(joined).containsEntry("code", "room-full");
      member.text("alone");
      assertThat(member.read().text()).isEqualTo("data received");
      assertThat(ann.ask("{'type':'join','room':'coffee'}")).containsEntry("code", "server-full");
    }
  }

  @Test
  void badConductClosesWithTheCodesOfTheDocument() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0", "--max-message", "1000");
        Talker ann = open(parley, "tea");
        Talker bob = open(parley, "tea");
        Talker cid = open(parley, "tea")) {
      for (Talker talker : List.of(ann, bob, cid)) {
        assertThat(talker.read().get("limits")).extracting("message").isEqualTo(1000L);
      }
      ann.wire().binary((byte) 1);
      assertThat(ann.frame().code()).isEqualTo(1003);
      for (int i = 0; i < 20; i++) {
        assertThat(bob.ask("nonsense")).containsEntry("code", "malformed");
      }
      Wire.Frame close = bob.frame();
      assertThat(close.code()).isEqualTo(1008);
      assertThat(close.reason()).isEqualTo("20 bad objects in a row");
      cid.send(" ".repeat(1001));
      assertThat(cid.frame().code()).isEqualTo(1009);
    }
  }

  @Test
  void anIdIsSaidOnceOverCuts() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0")) {
      String resume = "";
      Optional<String> first = Optional.empty();
      for (int life = 0; life < 5; life++) {
        Talker ann = open(parley, "tea");
        Map<String, Object> welcome = ann.read();
        resume = resume.isEmpty() ? text(welcome, "resume") : resume;
        ann.ask("{'type':'join','resume':'" + resume + "'}");
        String position = text(ann.ask("{'type':'say','text':'once','id':'c1'}"), "position");
        assertThat(position).isEqualTo(first.orElse(position));
        first = Optional.of(position);
        ann.cut();
      }
    }
  }
}
